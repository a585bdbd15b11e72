import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** For ASP.NET Core: CORS for named origins, before authentication. */
export const corsInAspNetCore: Fix = {
  title: 'In ASP.NET Core, name the origins and put CORS before authentication',
  stack: 'aspnet-core',
  steps:
    '`UseCors` stands after `UseRouting` and before `UseAuthentication`: then preflights are ' +
    'answered, and a 401 carries the headers too. Leave `AllowCredentials` out if the page sends ' +
    'tokens and no cookies.',
  language: 'csharp',
  text: block`
    builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
        .WithOrigins("https://contacts.example.com")
        .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
        .WithHeaders("authorization", "content-type")
        .AllowCredentials()));

    var app = builder.Build();
    app.UseRouting();
    app.UseCors();
    app.UseAuthentication();
    app.UseAuthorization();
  `,
}

/** For ASP.NET Core: errors keep their CORS headers. */
export const corsOnErrorsInAspNetCore: Fix = {
  title: 'In ASP.NET Core, handle exceptions inside the pipeline',
  stack: 'aspnet-core',
  steps:
    'An exception that leaves the pipeline is answered by the server without CORS headers. With ' +
    'these two in front, the answer is made inside, and carries them.',
  language: 'csharp',
  text: block`
    builder.Services.AddProblemDetails();

    var app = builder.Build();
    app.UseExceptionHandler();
    app.UseRouting();
    app.UseCors();
    app.UseAuthentication();
    app.UseAuthorization();
  `,
}

/** For ASP.NET Core: headers that pages of other origins may read. */
export const exposeInAspNetCore: Fix = {
  title: 'In ASP.NET Core, expose the header',
  stack: 'aspnet-core',
  steps: 'Name each header. With cookies a `*` does not count.',
  language: 'csharp',
  text: block`
    builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy
        .WithOrigins("https://contacts.example.com")
        .WithExposedHeaders("www-authenticate", "etag", "retry-after", "x-request-id")));
  `,
}

/** For ASP.NET Core with OpenID Connect: 401 for background calls. */
export const answer401InAspNetCore: Fix = {
  title: 'In ASP.NET Core, answer background calls with 401',
  stack: 'aspnet-core',
  steps:
    'For an application that signs in with OpenID Connect and cookies. Only navigations are sent to ' +
    'the provider. `Origin` alone would not tell them apart: a call within one origin by GET has ' +
    'none.',
  language: 'csharp',
  text: block`
    builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
    {
        var redirect = options.Events.OnRedirectToIdentityProvider;
        options.Events.OnRedirectToIdentityProvider = async context =>
        {
            var headers = context.Request.Headers;
            var mode = headers["Sec-Fetch-Mode"].ToString();
            var asksForPage = headers.Accept.ToString().Contains("text/html")
                && headers.XRequestedWith != "XMLHttpRequest";
            if (mode == "navigate" || (mode == "" && asksForPage))
            {
                await redirect(context);
                return;
            }
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
        };
    });
  `,
}

/** For ASP.NET on .NET Framework: 401 for background calls, and a session that outlives tokens. */
export const answer401InOwin: Fix = {
  title: 'In ASP.NET on .NET Framework, answer background calls with 401',
  stack: 'aspnet',
  steps:
    'In the OWIN startup. jQuery sends `X-Requested-With` to its own origin by itself. ' +
    '`UseTokenLifetime = false` lets the cookie live for as long as its own options say, and not for ' +
    'the hour of the id token.',
  language: 'csharp',
  text: block`
    app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions
    {
        ClientId = clientId,
        Authority = authority,
        UseTokenLifetime = false,
        Notifications = new OpenIdConnectAuthenticationNotifications
        {
            RedirectToIdentityProvider = context =>
            {
                var isSignIn = context.ProtocolMessage.RequestType == OpenIdConnectRequestType.Authentication;
                if (isSignIn && context.Request.Headers["X-Requested-With"] == "XMLHttpRequest")
                {
                    context.Response.StatusCode = 401;
                    context.HandleResponse();
                }
                return Task.CompletedTask;
            },
        },
    });
  `,
}

/** For ASP.NET Core: a session that does not end with the token. */
export const longerSessionInAspNetCore: Fix = {
  title: 'In ASP.NET Core, do not tie the session to the token’s lifetime',
  stack: 'aspnet-core',
  steps: 'The cookie then lives for as long as its own options say, and is renewed while the person works.',
  language: 'csharp',
  text: block`
    builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        options.UseTokenLifetime = false);

    builder.Services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, options =>
    {
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
    });
  `,
}

/** For APIs in ASP.NET Core: JWT bearer authentication. */
export const jwtBearerInAspNetCore: Fix = {
  title: 'In ASP.NET Core, use JWT bearer authentication for the API',
  stack: 'aspnet-core',
  steps:
    'It answers 401 with `WWW-Authenticate` and never redirects. `ClientId` is that of the API’s own ' +
    'registration.',
  language: 'csharp',
  text: block`
    builder.Services
        .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
        .AddMicrosoftIdentityWebApi(builder.Configuration.GetSection("AzureAd"));

    var app = builder.Build();
    app.UseCors();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapControllers().RequireAuthorization();
  `,
}

/** For applications that are page and API in one. */
export const bothSchemesInAspNetCore: Fix = {
  title: 'In ASP.NET Core, name the scheme of the API where pages and API are one application',
  stack: 'aspnet-core',
  steps:
    'Both schemes may be registered. The controllers of the API then name JWT bearer, so that they ' +
    'are not challenged by OpenID Connect.',
  language: 'csharp',
  text: block`
    [Authorize(AuthenticationSchemes = JwtBearerDefaults.AuthenticationScheme)]
    [Route("api/[controller]")]
    public class ContactsController : ControllerBase
    {
    }
  `,
}

/** For ASP.NET Core: the reason why a token was rejected. */
export const logTokenFailuresInAspNetCore: Fix = {
  title: 'In ASP.NET Core, log why the token was rejected',
  stack: 'aspnet-core',
  steps:
    'The message begins with an IDX code and names the expected and the actual value. Give the log ' +
    'line to the doctor.',
  language: 'csharp',
  text: block`
    builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        options.Events.OnAuthenticationFailed = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<ILogger<Program>>()
                .LogWarning("Token rejected: {Reason}", context.Exception.Message);
            return Task.CompletedTask;
        });
  `,
}

/** For ASP.NET Core on several servers: cookies that all of them can read. */
export const shareKeysInAspNetCore: Fix = {
  title: 'In ASP.NET Core, let all servers read each other’s cookies',
  stack: 'aspnet-core',
  steps:
    'The cookie is encrypted with keys that each server makes for itself unless they share them. The ' +
    'application name has to be the same on all.',
  language: 'csharp',
  text: block`
    builder.Services.AddDataProtection()
        .SetApplicationName("contacts")
        .PersistKeysToAzureBlobStorage(blobUri, new DefaultAzureCredential());
  `,
}

/** For ASP.NET Core: a cookie for pages of other sites. */
export const sessionCookieInAspNetCore: Fix = {
  title: 'In ASP.NET Core, give the cookie the attributes for another site',
  stack: 'aspnet-core',
  steps:
    'Only if page and API cannot be on one site. Browsers that block cookies of other sites still ' +
    'leave it out.',
  language: 'csharp',
  text: block`
    builder.Services.ConfigureApplicationCookie(options =>
    {
        options.Cookie.SameSite = SameSiteMode.None;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
    });
  `,
}
