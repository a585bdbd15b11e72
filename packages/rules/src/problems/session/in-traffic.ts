import { block } from '../block.ts'
import { lengthenTokenLifetime, publishOnOwnDomain } from '../app-proxy-fixes.ts'
import {
  answer401InAspNetCore,
  answer401InOwin,
  longerSessionInAspNetCore,
  sessionCookieInAspNetCore,
  shareKeysInAspNetCore,
} from '../aspnet-fixes.ts'
import { affinityInAppService, return401InAppService } from '../azure-fixes.ts'
import { publishBelowOneOrigin, publishInOneApplication, publishThePage } from '../clearway-fixes.ts'
import { affinityInNginx, answer401InNginx } from '../nginx-fixes.ts'
import { answer401InExpress } from '../node-fixes.ts'
import { noticeTheRedirect, reloadOn401, sendCookies } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Problems of sessions as they show in traffic, behind Clearway or elsewhere. */
export const sessionInTraffic: Pick<
  AreaCatalogue<'session'>,
  | 'session/redirected-to-sign-in'
  | 'session/sign-in-page-as-answer'
  | 'session/affinity-lost'
  | 'session/cookie-not-sent'
> = {
  'session/redirected-to-sign-in': {
    title: 'A background call was redirected to the sign-in page',
    severity: 'error',
    summary:
      'The person’s sign-in at the application had ended. The server answered a call of the page as ' +
      'it answers a navigation: with a redirect to the provider’s sign-in page. The browser followed ' +
      'it inside the call, the sign-in page has no CORS, and never will have, and so the browser ' +
      'blocked it. CORS is only what it looks like; the cause is the lost session.',
    seen:
      'The console of Chromium says `Access to XMLHttpRequest at ' +
      "'https://login.microsoftonline.com/…/oauth2/v2.0/authorize?…' (redirected from " +
      "'https://contacts.example.com/api/…') from origin 'https://contacts.example.com' has been " +
      "blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested " +
      'resource.` Firefox says `(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status ' +
      'code: 200.` for the provider’s address, Safari `Origin https://… is not allowed by ' +
      'Access-Control-Allow-Origin. Status code: 200`. In the Network tab the call has status 302. A ' +
      'page that stayed open for an hour stops working; after a reload all is well.',
    causes: [
      'The session ended while the page was open, often because it lives no longer than the id ' +
        'token or access token: about an hour.',
      'The session cookie did not go along with the call: see `session/cookie-not-sent`.',
      'The call reached a server that does not know the session: see `session/affinity-lost`.',
      'Nobody has signed in yet, and the page calls before it sends the person to sign-in.',
      'A proxy with pre-authentication, such as Entra application proxy or App Service ' +
        'Authentication, stands in front and treats every request as a navigation.',
    ],
    fixes: [
      answer401InAspNetCore,
      answer401InOwin,
      answer401InExpress,
      answer401InNginx,
      return401InAppService,
      reloadOn401,
      publishThePage,
      longerSessionInAspNetCore,
      noticeTheRedirect,
      lengthenTokenLifetime,
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#http-redirect-fetch',
      'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2',
    ],
    since: '0.1.0',
  },
  'session/sign-in-page-as-answer': {
    title: 'A background call got a sign-in page as its answer',
    severity: 'error',
    summary:
      'The page asked for data and got HTML with status 200: a sign-in page on an origin that the ' +
      'browser lets the page read. It is the same lost session as `session/redirected-to-sign-in`, ' +
      'without the blocking that would have pointed at it.',
    seen:
      'No CORS line. The page’s code fails when it reads the answer: `SyntaxError: Unexpected token ' +
      '\'<\', "<!DOCTYPE "... is not valid JSON` (Chromium), `JSON.parse: unexpected character at line ' +
      "1 column 1` (Firefox), `JSON Parse error: Unrecognized token '<'` (Safari). jQuery reports " +
      '`parsererror`. In the Network tab the content type is `text/html`.',
    causes: [
      'The session has ended, and the application shows its own sign-in page at the same address.',
      'The redirect to sign-in stays on the page’s own origin, as with a sign-in page of the ' +
        'application’s own.',
      'A single-page application’s server answers every unknown path with its start page, and the ' +
        'path of the call is wrong.',
    ],
    fixes: [
      answer401InAspNetCore,
      answer401InExpress,
      answer401InNginx,
      {
        title: 'In ASP.NET Core with cookies alone, answer API paths with 401',
        stack: 'aspnet-core',
        steps: 'The cookie handler redirects to its sign-in page unless it is told not to.',
        language: 'csharp',
        text: block`
          builder.Services.ConfigureApplicationCookie(options =>
          {
              options.Events.OnRedirectToLogin = context =>
              {
                  if (context.Request.Path.StartsWithSegments("/api"))
                      context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                  else
                      context.Response.Redirect(context.RedirectUri);
                  return Task.CompletedTask;
              };
          });
        `,
      },
      {
        title: 'Let the page look at the type before it reads the answer',
        steps: 'Then the person is led to sign-in in place of an error that nobody understands.',
        language: 'js',
        text: block`
          const response = await fetch('/api/contacts', { headers: { accept: 'application/json' } })
          const type = response.headers.get('content-type') ?? ''
          if (response.status === 401 || type.startsWith('text/html')) location.reload()
        `,
      },
      publishThePage,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2'],
    since: '0.1.0',
  },
  'session/affinity-lost': {
    title: 'The session is known to one server only',
    severity: 'error',
    summary:
      'Several servers share the work behind one address, and each knows only the sessions that ' +
      'began at it. A call that reaches another one is answered as if nobody were signed in: with ' +
      '401 or with a redirect to sign-in.',
    seen:
      'Calls of one page succeed and fail in turn, with the same cookie. The failing ones end with ' +
      '401, or with a CORS line that names the provider. With one server switched off, all is well. ' +
      'Sign-in may fail as well, with `Correlation failed` or IDX21323, when the callback reaches ' +
      'another server than the one that sent the person away.',
    causes: [
      'The load balancer has no session affinity, or its cookie ends before the session does.',
      'The affinity cookie does not go along with calls of another origin.',
      'Each server encrypts its cookies with keys of its own.',
      'Sessions are kept in memory, and a server was restarted or added.',
    ],
    fixes: [
      shareKeysInAspNetCore,
      {
        title: 'In Express, keep sessions in a store that all servers share',
        stack: 'node',
        steps: 'In Express with Redis; the same secret on all servers. Then any server can answer any call.',
        language: 'js',
        text: block`
          app.use(session({
            store: new RedisStore({ client }),
            secret: process.env.SESSION_SECRET,
            resave: false,
            saveUninitialized: false,
          }))
        `,
      },
      affinityInAppService,
      affinityInNginx,
      {
        title: 'In Azure Application Gateway, switch cookie-based affinity on',
        stack: 'application-gateway',
        steps: 'A stopgap, as all affinity is.',
        language: 'sh',
        text: block`
          az network application-gateway http-settings update --resource-group contacts --gateway-name front --name contacts \\
            --cookie-based-affinity Enabled --affinity-cookie-name contacts-affinity
        `,
      },
      {
        title: 'Let Clearway hold the session',
        stack: 'clearway',
        steps:
          'All processes of one gateway machine share the store, so that the session does not depend ' +
          'on which internal server answers. The internal servers get the person’s identity with ' +
          'each request and need no session of their own.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://contacts.example.com/
              internal: [http://10.0.0.5:8080/, http://10.0.0.6:8080/]
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6265.html#section-5.4'],
    since: '0.1.0',
  },
  'session/cookie-not-sent': {
    title: 'The session cookie stayed in the browser',
    severity: 'error',
    summary:
      'The browser has a session cookie for the address and did not send it. The server saw a ' +
      'request without a session and answered with 401 or with a redirect to sign-in. Which rule ' +
      'held the cookie back stands in the evidence.',
    seen:
      'Right after a good sign-in, calls end with 401, or with a CORS line that names the provider. ' +
      'The Network tab of Chromium, Cookies, “show filtered out request cookies”, names the reason. ' +
      'In Safari and in private windows it fails where other browsers still work.',
    causes: [
      "The page calls another origin without `credentials: 'include'`; the default sends cookies " +
        'to the own origin only.',
      'The cookie has no `SameSite`, or `Lax` or `Strict`, and page and API are on different sites.',
      'The browser blocks cookies of other sites: Safari and Firefox by default, Chromium by ' +
        'setting and in private windows.',
      'Page and API differ in the scheme: `http` and `https` of one host are two sites.',
      'The cookie is `Secure` and the address is `http`, or it says `SameSite=None` without ' +
        '`Secure` and was not kept.',
      'Its `Path` or `Domain` does not cover the address.',
    ],
    fixes: [
      sendCookies,
      publishInOneApplication,
      publishBelowOneOrigin,
      {
        title: 'Bring page and API onto one site',
        steps:
          'Two hosts below one registrable domain, such as `contacts.example.com` and ' +
          '`api.example.com`: cookies are then first-party, and `SameSite=Lax` is enough. Two hosts ' +
          'of `azurewebsites.net`, `azure-api.net` and the like are two sites, because anybody can ' +
          'have a name there; give them names in your own domain.',
      },
      publishOnOwnDomain,
      sessionCookieInAspNetCore,
      {
        title: 'In Express, give the cookie the attributes for another site',
        stack: 'node',
        steps:
          'Only if page and API cannot be on one site. `partitioned` keeps it in browsers that block ' +
          'other cookies of other sites, for this page’s site alone.',
        language: 'js',
        text: block`
          app.use(session({
            cookie: { secure: true, httpOnly: true, sameSite: 'none', partitioned: true },
            secret: process.env.SESSION_SECRET,
            resave: false,
            saveUninitialized: false,
          }))
        `,
      },
      {
        title: 'Send a token in place of the cookie',
        steps: 'An access token in the `Authorization` header is not held back by any of these rules.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/', { headers: { authorization: 'Bearer ' + accessToken } })
        `,
      },
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#concept-request-credentials-mode',
      'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html',
    ],
    since: '0.1.0',
  },
}
