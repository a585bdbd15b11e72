import { block } from '../block.ts'
import { corsInAspNetCore } from '../aspnet-fixes.ts'
import { corsInApiManagement, corsInAppService, credentialsInAppService } from '../azure-fixes.ts'
import { nameTheOrigin } from '../clearway-fixes.ts'
import { corsInIis } from '../iis-fixes.ts'
import { corsInNginx } from '../nginx-fixes.ts'
import { corsInExpress, corsInFastify } from '../node-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Calls with cookies. */
export const credentials: Pick<
  AreaCatalogue<'cors'>,
  'cors/wildcard-with-credentials' | 'cors/credentials-not-allowed'
> = {
  'cors/wildcard-with-credentials': {
    title: 'A call with cookies was answered with the wildcard',
    severity: 'error',
    summary:
      'The page called with credentials, and the answer says `Access-Control-Allow-Origin: *`. The ' +
      'wildcard is for data that anybody may read without a sign-in; browsers do not accept it for a ' +
      'call that may carry cookies. The same holds for `*` in the lists of methods, headers and ' +
      'exposed headers.',
    seen:
      "The console of Chromium says `The value of the 'Access-Control-Allow-Origin' header in the " +
      "response must not be the wildcard '*' when the request's credentials mode is 'include'.` " +
      'Firefox says `(Reason: Credential is not supported if the CORS header ' +
      '‘Access-Control-Allow-Origin’ is ‘*’).` Safari says `Cannot use wildcard in ' +
      'Access-Control-Allow-Origin when credentials flag is true.`',
    causes: [
      'The server was set up for every origin, and the page sends cookies.',
      'A library of the page sends credentials by default: `withCredentials: true` in axios, ' +
        'Angular or SignalR.',
      'The page needs no cookies, because it sends a token.',
    ],
    fixes: [
      corsInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      corsInAppService,
      credentialsInAppService,
      corsInApiManagement,
      nameTheOrigin,
      {
        title: 'Send no credentials, if the page has a token',
        steps:
          'A call with an `Authorization` header of its own needs no cookies. SignalR sends them ' +
          'unless it is told not to.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/', {
            credentials: 'omit',
            headers: { authorization: 'Bearer ' + accessToken },
          })

          new HubConnectionBuilder().withUrl('https://api.example.com/hub', { withCredentials: false })
        `,
      },
    ],
    spec: ['https://fetch.spec.whatwg.org/#cors-protocol-and-credentials'],
    since: '0.1.0',
  },
  'cors/credentials-not-allowed': {
    title: 'The answer does not allow credentials',
    severity: 'error',
    summary:
      'The page called with credentials, its origin is allowed, but the answer, or that to the ' +
      'preflight, does not say `Access-Control-Allow-Credentials: true`. The value has to be exactly ' +
      'that, in lower case and once.',
    seen:
      "The console of Chromium says `The value of the 'Access-Control-Allow-Credentials' header in " +
      "the response is '' which must be 'true' when the request's credentials mode is 'include'.` " +
      'Firefox says `(Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).` ' +
      'Safari says `Credentials flag is true, but Access-Control-Allow-Credentials is not "true".`',
    causes: [
      'The server’s CORS does not permit credentials.',
      'It says `True`, or says it twice, because application and proxy both do.',
      'The answer to the preflight has the header and the answer to the call has not, or the other ' +
        'way round.',
      'The page needs no cookies, because it sends a token.',
    ],
    fixes: [
      corsInAspNetCore,
      corsInExpress,
      corsInFastify,
      corsInNginx,
      corsInIis,
      credentialsInAppService,
      corsInApiManagement,
      nameTheOrigin,
      {
        title: 'Send no credentials, if the page has a token',
        steps: 'A call with an `Authorization` header of its own needs no cookies.',
        language: 'js',
        text: block`
          await fetch('https://api.example.com/contacts/', {
            credentials: 'omit',
            headers: { authorization: 'Bearer ' + accessToken },
          })
        `,
      },
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
      'https://fetch.spec.whatwg.org/#http-access-control-allow-credentials',
    ],
    since: '0.1.0',
  },
}
