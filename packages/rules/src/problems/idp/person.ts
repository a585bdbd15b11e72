import { block } from '../block.ts'
import { publishThePage } from '../clearway-fixes.ts'
import { assignPeople, grantConsent, readSignInLogs } from '../entra-fixes.ts'
import { goToSignInWithMsal, renewWithMsal } from '../msal-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** What the provider wants of the person. */
export const person: Pick<
  AreaCatalogue<'idp'>,
  | 'idp/account-not-allowed'
  | 'idp/consent-missing'
  | 'idp/interaction-required'
  | 'idp/silent-sign-in-failed'
  | 'idp/code-or-refresh-token-ended'
> = {
  'idp/account-not-allowed': {
    title: 'The provider refuses this account',
    severity: 'error',
    summary:
      'The person signed in, or tried to, and the provider does not let this account into this ' +
      'application: it is of another organisation, not assigned, disabled, or a policy says no.',
    seen:
      'A page of the provider, or an error for a silent request. AADSTS50020: the account is not in ' +
      'the tenant; AADSTS50105: not assigned to the application; AADSTS50057, AADSTS50053, ' +
      'AADSTS50055: disabled, locked, password expired; AADSTS50034 and AADSTS50126: unknown, or ' +
      'wrong password; AADSTS53000 to AADSTS53003 and AADSTS50131: refused by Conditional Access, ' +
      'for example for the device.',
    causes: [
      'The browser is signed in with another account, for example a private one.',
      'The application asks for assignment, and the person is not assigned.',
      'A Conditional Access policy wants a managed device, a place or an approved application.',
      'The person is a guest who has not accepted the invitation.',
    ],
    fixes: [
      readSignInLogs,
      assignPeople,
      {
        title: 'Let the person choose the account',
        steps: 'When the wrong one is used without a question.',
        language: 'js',
        text: block`
          await msal.loginRedirect({ scopes: ['openid', 'profile'], prompt: 'select_account' })
        `,
      },
    ],
    spec: ['https://openid.net/specs/openid-connect-core-1_0.html#AuthError'],
    since: '0.1.0',
  },
  'idp/consent-missing': {
    title: 'Nobody has consented to what the application asks for',
    severity: 'error',
    summary:
      'The application asks for permissions that neither the person nor an administrator has ' +
      'granted. A silent request cannot ask, and fails.',
    seen:
      'AADSTS65001: `The user or administrator has not consented to use the application`, as ' +
      '`invalid_grant` with `consent_required`, or as `interaction_required` for silent requests; ' +
      'AADSTS90094: only an administrator may consent; AADSTS65004: the person declined.',
    causes: [
      'A permission was added to the application after people had signed in.',
      'The tenant does not let people consent themselves.',
      'An API asks for a second one on behalf of the person, and the consent covers only the first.',
    ],
    fixes: [
      grantConsent,
      renewWithMsal,
      {
        title: 'Let the API vouch for its clients',
        steps:
          'For on-behalf-of: list the page’s client id at the API, so that one consent covers both. ' +
          'This is the manifest of the API.',
        language: 'json',
        text: block`
          {
            "api": {
              "knownClientApplications": ["00000000-0000-0000-0000-000000000000"]
            }
          }
        `,
      },
    ],
    spec: ['https://openid.net/specs/openid-connect-core-1_0.html#AuthError'],
    since: '0.1.0',
  },
  'idp/interaction-required': {
    title: 'The provider wants to ask the person something',
    severity: 'warning',
    summary:
      'A token was asked for silently, and the provider would not give it without the person: for ' +
      'another factor, a choice of account, new terms, a fresh sign-in. Nothing is broken; the ' +
      'application has to ask again with the person.',
    seen:
      '`interaction_required` or `invalid_grant`, in MSAL an `InteractionRequiredAuthError`. ' +
      'AADSTS50076, AADSTS50079, AADSTS50072 and AADSTS50074: another factor; AADSTS50078: the ' +
      'factor is too old; AADSTS70043: sign-in frequency; AADSTS16000: choice of account. From an ' +
      'API: 401 with `error="insufficient_claims"`.',
    causes: [
      'A Conditional Access policy asks for another factor for this API and not for sign-in.',
      'The person changed the place, the network or the device.',
      'Several accounts are signed in, and the request does not say which.',
    ],
    fixes: [
      renewWithMsal,
      {
        title: 'Pass the challenge of an API on',
        steps:
          'An API may answer 401 with a `claims` value; ask for a token with it. The API has to ' +
          'expose the header: see `cors/header-not-exposed`.',
        language: 'js',
        text: block`
          const challenge = response.headers.get('www-authenticate') ?? ''
          const [, claims] = /claims="([^"]+)"/.exec(challenge) ?? []
          if (claims) await msal.acquireTokenRedirect({ scopes: ['api://contacts/Contacts.Read'], claims: atob(claims) })
        `,
      },
      readSignInLogs,
    ],
    spec: ['https://openid.net/specs/openid-connect-core-1_0.html#AuthError'],
    since: '0.1.0',
  },
  'idp/silent-sign-in-failed': {
    title: 'Silent sign-in found nobody signed in',
    severity: 'warning',
    summary:
      'In a hidden frame the library asked the provider for a new token with `prompt=none`. The ' +
      'provider saw no session: there is none any more, or the browser did not send the provider’s ' +
      'cookie, because the frame is of another site.',
    seen:
      'AADSTS50058: `A silent sign-in request was sent but no user is signed in.`, or AADSTS160021; ' +
      'the error is `login_required`. In MSAL `timed_out` or `InteractionRequiredAuthError`, in ' +
      'ADAL.js `Token Renewal Failed`. In Safari and in private windows always, elsewhere after some ' +
      'hours.',
    causes: [
      'The browser blocks cookies of other sites: Safari and Firefox by default, Chromium by ' +
        'setting and in private windows.',
      'The person’s session at the provider has ended, or they signed out in another tab.',
      'The account in the request is not the one that is signed in.',
      'The page at the redirect URI redirects again, or forbids frames by `X-Frame-Options`.',
    ],
    fixes: [
      renewWithMsal,
      publishThePage,
      {
        title: 'Move the page to refresh tokens',
        steps:
          'The code flow of MSAL.js needs no frame as long as its refresh token lives, which is 24 ' +
          'hours. ADAL.js and MSAL.js 1 always need the frame.',
        language: 'js',
        text: block`
          import { PublicClientApplication } from '@azure/msal-browser'

          const msal = new PublicClientApplication({
            auth: {
              clientId: '00000000-0000-0000-0000-000000000000',
              authority: 'https://login.microsoftonline.com/contoso.onmicrosoft.com',
              redirectUri: 'https://contacts.example.com/',
            },
          })
        `,
      },
    ],
    spec: ['https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest'],
    since: '0.1.0',
  },
  'idp/code-or-refresh-token-ended': {
    title: 'The code or refresh token has come to its end',
    severity: 'warning',
    summary:
      'The code or the refresh token cannot be redeemed any more: it has expired, was used already, ' +
      'was revoked, or belongs to another request. The person has to sign in again, often without a ' +
      'question.',
    seen:
      'The error is `invalid_grant`. AADSTS70008, AADSTS700082: expired; AADSTS700084 and ' +
      'AADSTS700081: the 24 hours of a single-page application are over; AADSTS54005: used already; ' +
      'AADSTS50173, AADSTS50132, AADSTS50133: revoked, for example by a new password; AADSTS501481 ' +
      'and AADSTS50148: the `code_verifier` does not fit; AADSTS700005: another tenant.',
    causes: [
      'The page stayed open for longer than a refresh token of a single-page application lives: 24 ' +
        'hours from sign-in, not to be lengthened.',
      'The page was reloaded while it redeemed the code, or a second tab used it as well.',
      'The password was changed or sessions were revoked.',
      'Two servers answer sign-in, and the second does not have the `code_verifier` of the first: ' +
        'see `session/affinity-lost`.',
    ],
    fixes: [renewWithMsal, goToSignInWithMsal, readSignInLogs, publishThePage],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-5.2'],
    since: '0.1.0',
  },
}
