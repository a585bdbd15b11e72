import { block } from '../block.ts'
import { publishInOneApplication } from '../clearway-fixes.ts'
import { readSignInLogs } from '../entra-fixes.ts'
import { sendCookies, signInAgain, signInAgainWithJquery, tryAgainLater } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Problems of the gateway’s sessions, each an answer of its own. */
export const gatewayAnswers: Pick<
  AreaCatalogue<'session'>,
  'session/missing' | 'session/expired' | 'session/renewal-refused' | 'session/store-unavailable'
> = {
  'session/missing': {
    title: 'Nobody is signed in',
    severity: 'warning',
    status: 401,
    summary:
      'The request came to a segment that asks for a session, and carried none: no session cookie of ' +
      'this application reached the gateway. A navigation is sent to sign-in. A background call is ' +
      'not, because a browser cannot follow a redirect to a sign-in page from inside a page; it gets ' +
      'this answer instead.',
    seen:
      'The call ends with status 401 and a readable body; the console of Chromium shows `GET https://… ' +
      '401 (Unauthorized)`. When somebody opens the address itself, the provider’s sign-in page ' +
      'appears.',
    causes: [
      'The person has not signed in yet, or has signed out in another tab.',
      "The page calls another origin without `credentials: 'include'`, so the browser left the cookie out.",
      'Page and API are on different sites: the session cookie is `SameSite=Lax` and does not go along ' +
        'with calls from another site.',
      'The caller is a script or a service, which has no session and would have to send a bearer token.',
    ],
    fixes: [
      signInAgain,
      sendCookies,
      {
        ...publishInOneApplication,
        title: 'In Clearway, publish page and API in one application, on one site',
        steps:
          'Segments of one application share the session. On hosts below one parent domain the cookie ' +
          'is a first-party cookie for all of them, which no browser blocks.',
      },
      {
        title: 'Accept bearer tokens from callers that are no browser',
        steps: 'A script or a service then sends an access token for this API in the `Authorization` header.',
        language: 'yaml',
        text: block`
          segments:
            - external: https://api.example.com/contacts/
              internal: http://10.0.0.6:8080/
              accept: [session, bearer]
              bearer: { audiences: [api://contacts], scopes: [Contacts.Read] }
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2',
      'https://fetch.spec.whatwg.org/#concept-request-credentials-mode',
    ],
    since: '0.1.0',
  },
  'session/expired': {
    title: 'The session has expired',
    severity: 'warning',
    status: 401,
    summary:
      'The browser sent the cookie of a session that has ended: it was idle for too long, or has ' +
      'reached its full lifetime. Both limits are those of the configuration and do not depend on the ' +
      'lifetime of the provider’s tokens. A navigation is sent to sign-in; a background call gets this ' +
      'answer.',
    seen:
      'A page that was open for a long time stops working: its calls end with status 401 and a ' +
      'readable body. Reloading the page leads through sign-in, often without a question, and ' +
      'everything works again.',
    causes: [
      'The page stayed open without a call for longer than `sessions.idle`.',
      'The person signed in longer ago than `sessions.lifetime`.',
      'The machine was asleep, so that nothing renewed the session.',
    ],
    fixes: [
      signInAgain,
      signInAgainWithJquery,
      {
        title: 'Ask how long the session lasts, and tell the person in time',
        steps:
          'Every external origin answers at `/.clearway/session`: who is signed in and how many ' +
          'seconds are left. Asking does not lengthen the session.',
        language: 'js',
        text: block`
          const response = await fetch('/.clearway/session')
          const session = response.ok ? await response.json() : undefined
        `,
      },
      {
        title: 'Lengthen the session',
        steps:
          'Choose `idle` for the longest pause in ordinary work and `lifetime` for how often people ' +
          'should sign in. Lengthening the lifetime of the provider’s access tokens is not needed.',
        language: 'yaml',
        text: block`
          sessions:
            idle: 8h
            lifetime: 24h
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.2'],
    since: '0.1.0',
  },
  'session/renewal-refused': {
    title: 'The provider refused to renew the sign-in',
    severity: 'warning',
    status: 401,
    summary:
      'The gateway asked the provider for new tokens and the provider said no, for a reason that ' +
      'concerns this person: the sign-in is no longer valid there. The gateway has ended the session. ' +
      'Renewals that fail because the provider cannot be reached do not end a session.',
    seen:
      'Calls end with status 401 and a readable body, although the person worked a moment ago. Signing ' +
      'in again asks for the password or the second factor, or is refused by the provider with its ' +
      'reason.',
    causes: [
      'The sign-in was revoked: signed out everywhere, password changed (AADSTS50173), or revoked by ' +
        'an administrator.',
      'A Conditional Access policy asks for a fresh sign-in or another factor (AADSTS70043, ' +
        'AADSTS50076, AADSTS50078).',
      'The refresh token was not used for too long (AADSTS700082), or has reached its end (AADSTS70008).',
      'The account is disabled (AADSTS50057) or deleted.',
      'Consent to the application was withdrawn (AADSTS65001).',
    ],
    fixes: [
      signInAgain,
      readSignInLogs,
      {
        title: 'Sign in no more often than the policy wants',
        steps:
          'If a policy of the provider sets how often people sign in, set `lifetime` to the same time ' +
          'or less: the session then ends by itself and does not break off in the middle.',
        language: 'yaml',
        text: block`
          sessions:
            lifetime: 12h
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-5.2'],
    since: '0.1.0',
  },
  'session/store-unavailable': {
    title: 'The session store does not answer',
    severity: 'error',
    status: 503,
    summary:
      'The gateway could not read or write sessions, so it does not know whether the person is signed ' +
      'in. It refuses the request and sends nobody to sign-in: a new session could not be stored ' +
      'either.',
    seen:
      'All calls and navigations of everybody end with status 503, a readable body or a small page. ' +
      'Nobody is signed out; once the store is back, the sessions go on.',
    causes: [
      'The disk that holds the store is full or has become read-only.',
      'The gateway runs under a user who may not write to the folder of the store.',
      'The folder was removed or replaced while the gateway ran.',
      'The folder is on a network drive that does not answer; the store needs a local disk.',
    ],
    fixes: [
      {
        title: 'Look at the disk and the folder',
        steps:
          'The folder is the one of `sessions.store`, relative to the configuration file. It needs ' +
          'free space and has to belong to the user who runs the gateway.',
        language: 'sh',
        text: block`
          df -h ./data
          ls -ld ./data
        `,
      },
      {
        title: 'Put the store on a local disk with room',
        steps:
          'All processes of the machine share it. Move the key file along with the folder, or sessions ' +
          'made before cannot be read.',
        language: 'yaml',
        text: block`
          sessions:
            store: /var/lib/clearway
        `,
      },
      tryAgainLater,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.6.4'],
    since: '0.1.0',
  },
}
