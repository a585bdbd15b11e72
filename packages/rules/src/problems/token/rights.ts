import { block } from '../block.ts'
import { requestVersion2Tokens } from '../entra-fixes.ts'
import { acquireTokenForTheApi } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { bearerUsage, seenAs401 } from './bearer-usage.ts'

/** Problems of what a token is for and what it allows. */
export const tokenRights: Pick<AreaCatalogue<'token'>, 'token/audience' | 'token/scope' | 'token/claims'> = {
  'token/audience': {
    title: 'The bearer token is for another API',
    severity: 'error',
    status: 401,
    summary:
      'The token’s `aud` claim names none of the audiences of the segment. A token is good only where ' +
      'it is meant for; otherwise each API could use the tokens that it receives at all others. ' +
      'ASP.NET Core reports the same as IDX10214, and passport-azure-ad as `jwt audience is invalid`.',
    seen: seenAs401,
    causes: [
      'The page asked for a scope of Microsoft Graph or of another API, so the token is for that one.',
      'Version 1 tokens carry `api://…` as audience, version 2 tokens the client id of the API, and ' +
        'the configuration names the other form.',
      'An id token was sent; its audience is the page’s own client id.',
      'The API was given a new App ID URI, or test and production are mixed up.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'In Clearway, name the audience as the token carries it',
        stack: 'clearway',
        steps:
          'The detail of the answer shows what was received. If both versions of tokens come, name ' +
          'both forms; they stand for the same API.',
        language: 'yaml',
        text: block`
          bearer:
            audiences:
              - api://contacts
              - 11111111-1111-1111-1111-111111111111
            scopes: [Contacts.Read]
        `,
      },
      {
        title: 'The same in ASP.NET Core, if the internal API checks as well',
        stack: 'aspnet-core',
        steps: 'Both forms, so that it agrees with the gateway.',
        language: 'csharp',
        text: block`
          builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
              options.TokenValidationParameters.ValidAudiences =
              [
                  "api://contacts",
                  "11111111-1111-1111-1111-111111111111",
              ]);
        `,
      },
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.3'],
    since: '0.1.0',
  },
  'token/scope': {
    title: 'The bearer token lacks the needed permission',
    severity: 'error',
    status: 403,
    summary:
      'The token is genuine and meant for this API, but carries none of the scopes (`scp`) and none of ' +
      'the roles (`roles`) that the segment asks for. A new token of the same kind changes nothing. ' +
      'Microsoft.Identity.Web reports the same as IDW10201 or IDW10203.',
    seen:
      'The call ends with status 403 and a readable body. `WWW-Authenticate` says `Bearer ' +
      'error="insufficient_scope"` and names the scopes of which one is needed.',
    causes: [
      'The page asked for another scope of the same API, or for `.default` without the permission ' +
        'being configured.',
      'Nobody has consented to the permission yet.',
      'A service signs in as itself (client credentials): its token has roles and no scopes, and it ' +
        'was given no app role.',
      'The configuration names the whole scope (`api://contacts/Contacts.Read`), while the token ' +
        'carries its last part.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'Give the client the permission in Entra',
        steps:
          'For people: in the API’s app registration under “Expose an API”, add the scope; in the ' +
          'client’s under API permissions, add it and grant consent. For a service: create an app role ' +
          'with “Applications” as allowed member type in the API, then add it as an application ' +
          'permission of the client and grant admin consent.',
      },
      {
        title: 'In Clearway, ask for the scope or role that the tokens carry',
        stack: 'clearway',
        steps:
          'One of all scopes and roles is enough. Scopes are written as in `scp`, without the App ID URI.',
        language: 'yaml',
        text: block`
          bearer:
            audiences: [api://contacts]
            scopes: [Contacts.Read, Contacts.ReadWrite]
            roles: [Contacts.Sync]
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6750.html#section-3.1',
      'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.4',
    ],
    since: '0.1.0',
  },
  'token/claims': {
    title: 'A claim of the bearer token is missing or wrong',
    severity: 'error',
    status: 401,
    summary:
      'A claim that has to be in the token is absent, has another value than the segment asks for, or ' +
      'is not of its type, such as a time that is no number. The detail names the claim.',
    seen: seenAs401,
    causes: [
      'The segment requires a claim that the provider does not put into tokens by default, such as `email`.',
      'The claim has another name or form: version 1 and version 2 tokens differ, and some claims are lists.',
      'The token has no `exp` claim, as in tokens made for tests.',
    ],
    fixes: [
      {
        title: 'Let Entra add the claim to access tokens of the API',
        steps:
          'In the API’s app registration under Token configuration, “Add optional claim”, or in its ' +
          'manifest. It works from the next token on.',
        language: 'json',
        text: block`
          {
            "optionalClaims": {
              "accessToken": [
                { "name": "email", "essential": false }
              ]
            }
          }
        `,
      },
      requestVersion2Tokens,
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4'],
    since: '0.1.0',
  },
}
