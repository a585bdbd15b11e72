import { block } from '../block.ts'
import { acquireTokenForTheApi, sendCookies } from '../page-fixes.ts'
import type { AreaCatalogue, Fix } from '../problem-info.ts'
import { bearerUsage, seenAs401 } from './bearer-usage.ts'

const acceptBoth: Fix = {
  title: 'In Clearway, accept sessions and bearer tokens on the segment',
  stack: 'clearway',
  steps:
    'Name the audience that the tokens carry and the scopes that a caller needs, of which one is enough.',
  language: 'yaml',
  text: block`
    segments:
      - external: https://api.example.com/contacts/
        internal: http://10.0.0.6:8080/
        accept: [session, bearer]
        bearer: { audiences: [api://contacts], scopes: [Contacts.Read] }
  `,
}

/** Problems of what was presented as a token, before any claim is read. */
export const presentedTokens: Pick<
  AreaCatalogue<'token'>,
  'token/missing' | 'token/malformed' | 'token/wrong-kind' | 'token/not-accepted'
> = {
  'token/missing': {
    title: 'The request carries no bearer token',
    severity: 'error',
    status: 401,
    summary:
      'The segment is for callers with an access token, and the request has no `Authorization: Bearer ' +
      '…` header. A token in the query or in a cookie does not count.',
    seen:
      'The call ends with status 401 and a readable body. `WWW-Authenticate` says `Bearer` without an ' +
      'error, because there was nothing to check.',
    causes: [
      'The page makes the call without asking for a token first, or before sign-in has finished.',
      'The interceptor that adds tokens does not list this address.',
      'A redirect to another origin happened on the way: browsers take `Authorization` off then.',
      'A proxy in front removes `Authorization`, or uses it for itself.',
      'The page relies on its session cookie, and the segment does not accept sessions.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'With MSAL Angular or an interceptor, list the address of the API',
        steps: 'The interceptor adds tokens only to addresses in its map. Name the scope of this API.',
        language: 'js',
        text: block`
          const protectedResourceMap = new Map([
            ['https://api.example.com/contacts/', ['api://contacts/Contacts.Read']],
          ])
        `,
      },
      acceptBoth,
      {
        title: 'Let nginx in front pass the header',
        stack: 'nginx',
        steps:
          'For nginx it does so unless it is told otherwise; for Apache with CGI or WSGI it has to be ' +
          'switched on.',
        language: 'nginx',
        text: block`
          proxy_set_header Authorization $http_authorization;
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6750.html#section-2.1',
      'https://fetch.spec.whatwg.org/#http-redirect-fetch',
    ],
    since: '0.1.0',
  },
  'token/malformed': {
    title: 'The bearer token cannot be read',
    severity: 'error',
    status: 401,
    summary:
      'What follows `Bearer` is not a signed JWT: three parts in base64url, the first two of them ' +
      'JSON. No check of its content was possible. ASP.NET Core reports the same as IDX14100, ' +
      'IDX14111, IDX14120 or IDX10504.',
    seen: seenAs401,
    causes: [
      'The page sends `Bearer undefined`, `Bearer null` or `Bearer [object Promise]`: it did not wait ' +
        'for the token or used the wrong member of the result.',
      '`Bearer` stands there twice.',
      'The token was cut off when it was copied or stored.',
      'It is an opaque token, such as one for a personal Microsoft account, or one for another service.',
      'It is encrypted (five parts); only signed tokens are accepted.',
    ],
    fixes: [
      {
        title: 'Wait for the token and send its text',
        steps: '`acquireTokenSilent` gives a promise of an object; the token is its `accessToken`.',
        language: 'js',
        text: block`
          const { accessToken } = await msal.acquireTokenSilent({
            scopes: ['api://contacts/Contacts.Read'],
            account: msal.getActiveAccount(),
          })
          await fetch('https://api.example.com/contacts/', {
            headers: { authorization: 'Bearer ' + accessToken },
          })
        `,
      },
      {
        title: 'Look at the token',
        steps:
          'Paste it at https://jwt.ms, which decodes it in the browser. A token that does not show a ' +
          'header and claims there is not one for an API of yours.',
      },
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-7.2'],
    since: '0.1.0',
  },
  'token/wrong-kind': {
    title: 'The token is not an access token for an API',
    severity: 'error',
    status: 401,
    summary:
      'The token is genuine in form but of the wrong kind: an id token, which tells a client who ' +
      'signed in, or a token for Microsoft Graph, which only Graph can verify. An API takes access ' +
      'tokens that are issued for it.',
    seen: seenAs401,
    causes: [
      'The page sends `idToken` in place of `accessToken`.',
      'The page asked for `User.Read`, `openid` or another scope of Microsoft Graph; without a scope ' +
        'of the API, Entra issues a token for Graph.',
      'A client with the implicit flow has an id token only, such as ADAL.js when the resource is the ' +
        'client’s own id.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'With ADAL.js, name the API as the resource',
        steps:
          'The App ID URI of the API, not the client id of the page. For new work use MSAL.js; ADAL.js ' +
          'is no longer supported.',
        language: 'js',
        text: block`
          authContext.acquireToken('api://contacts', (error, accessToken) => {
            if (error) return authContext.acquireTokenRedirect('api://contacts')
            $.ajax({ url: '/contacts/', headers: { authorization: 'Bearer ' + accessToken } })
          })
        `,
      },
      {
        title: 'Expose a scope of the API',
        steps:
          'If the API has none yet: App registrations, the API, “Expose an API”, set the App ID URI ' +
          'and add a scope. Then ask for that scope in the page.',
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc8725.html#section-3.11',
      'https://openid.net/specs/openid-connect-core-1_0.html#IDToken',
    ],
    since: '0.1.0',
  },
  'token/not-accepted': {
    title: 'This segment takes no bearer tokens',
    severity: 'error',
    status: 401,
    summary:
      'The request carries an `Authorization: Bearer …` header, and the segment is for browsers with a ' +
      'session only. A token is never ignored in favour of a cookie: a caller who shows a token has to ' +
      'get an answer about that token.',
    seen: 'The call ends with status 401 and a readable body, even when the person is signed in.',
    causes: [
      'An interceptor of the page adds its token to all calls, this one included.',
      'A service or script calls a segment that was published for browsers.',
      'The configuration lacks `accept` and `bearer` for this segment.',
    ],
    fixes: [
      acceptBoth,
      {
        title: 'Leave the header out of calls to this segment',
        steps:
          'The session cookie is enough. In an interceptor, limit the tokens to the addresses of the ' +
          'APIs that need them.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/', { credentials: 'include' })
        `,
      },
      sendCookies,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-11.6.2'],
    since: '0.1.0',
  },
}
