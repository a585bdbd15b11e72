import { block } from '../block.ts'
import {
  fetchMetadata,
  readSignInLogs,
  registerCallback,
  setTheClock,
  trustOwnAuthority,
} from '../entra-fixes.ts'
import { tryAgainLater } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { beginAgain } from './fixes.ts'

/** Problems of what the provider answers, or does not. */
export const providerAnswers: Pick<
  AreaCatalogue<'sign-in'>,
  | 'sign-in/response-malformed'
  | 'sign-in/code-rejected'
  | 'sign-in/provider-refused'
  | 'sign-in/provider-unreachable'
  | 'sign-in/provider-answer-invalid'
> = {
  'sign-in/response-malformed': {
    title: 'The sign-in provider’s answer arrived incomplete',
    severity: 'error',
    status: 400,
    summary:
      'The callback lacks a parameter that every answer of a provider has (`code` or `error`), or has ' +
      'one more than once. An answer that can be read in two ways is not used.',
    seen: 'After the provider’s sign-in page, a page with status 400 instead of the application.',
    causes: [
      'The redirect URI is registered with `http`, and a proxy redirects to `https`: a redirect with ' +
        '301 or 302 turns the POST of the callback into a GET and loses its body.',
      'A proxy or a web application firewall in front changes the query or the body.',
      'The callback was called by hand or by a scanner.',
    ],
    fixes: [
      registerCallback,
      {
        title: 'Redirect to HTTPS without losing the method',
        steps:
          'For nginx: status 308 keeps the POST and its body. Registering the `https` address makes it ' +
          'needless.',
        language: 'nginx',
        text: block`
          server {
            listen 80;
            server_name contacts.example.com;
            return 308 https://$host$request_uri;
          }
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6749.html#section-4.1.2',
      'https://www.rfc-editor.org/rfc/rfc6749.html#section-3.1',
    ],
    since: '0.1.0',
  },
  'sign-in/code-rejected': {
    title: 'The sign-in provider rejected the authorization code',
    severity: 'error',
    status: 400,
    summary:
      'The person signed in, and the gateway asked the provider to exchange the code for tokens. The ' +
      'provider refused. Its error code, with Entra the AADSTS number, is in the detail and in the ' +
      'gateway’s log; it tells which of the causes it is.',
    seen:
      'After the provider’s sign-in page, a page with status 400. If the secret or the redirect URI is ' +
      'wrong, everybody sees it at every sign-in; otherwise single people do, once.',
    causes: [
      'The client secret is wrong: AADSTS7000215, often because the secret’s id was copied and not its ' +
        'value. It has expired: AADSTS7000222. It is missing: AADSTS7000218.',
      'The redirect URI is registered as Single-page application: AADSTS9002327 (in older texts ' +
        'AADSTS90023).',
      'The redirect URI is not registered exactly as it was used: AADSTS50011.',
      'The code has expired (AADSTS70008) or was redeemed before (AADSTS54005), for instance by a ' +
        'request that a proxy sent twice.',
      'The code came from another tenant than the one of `authority`: AADSTS700005.',
    ],
    fixes: [
      {
        title: 'Create a new client secret',
        steps:
          'In Entra under App registrations, the application, Certificates & secrets, or by the ' +
          'command below. Copy the value, which is shown once, not the secret’s id. Put it where the ' +
          'configuration’s reference points, and restart or reload.',
        language: 'sh',
        text: block`
          az ad app credential reset --append --years 1 --id 00000000-0000-0000-0000-000000000000
        `,
      },
      {
        title: 'Refer to the secret from the configuration',
        steps: 'The configuration names where the secret lies and never holds it itself.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
            clientId: 00000000-0000-0000-0000-000000000000
            clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
        `,
      },
      registerCallback,
      beginAgain,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-5.2'],
    since: '0.1.0',
  },
  'sign-in/provider-refused': {
    title: 'The sign-in provider refused the sign-in',
    severity: 'error',
    status: 403,
    summary:
      'The provider sent the browser back with an error instead of a code. Its reason, such as ' +
      '`access_denied` and with Entra the AADSTS number, is in the detail. The decision was made at ' +
      'the provider; the gateway cannot change it.',
    seen: 'After the provider’s sign-in page, a page with status 403 that shows the provider’s error code.',
    causes: [
      'The person is not assigned to the application, and the application requires it: AADSTS50105.',
      'The person declined consent or cancelled (AADSTS65004), or an administrator has to consent ' +
        '(AADSTS90094).',
      'A Conditional Access policy blocks this person, device or place: AADSTS53003, AADSTS53000.',
      'The account belongs to another tenant: AADSTS50020.',
      'The application asks for a scope or an answer that its registration does not have: ' +
        '`invalid_scope`, `unsupported_response_type`.',
    ],
    fixes: [
      {
        title: 'Assign the person or a group to the application',
        steps:
          'In the Entra admin centre open Enterprise applications, the application, Users and groups, ' +
          'Add user/group. Or set “Assignment required?” to No under Properties and let `allow` decide.',
      },
      {
        title: 'Consent for the whole organisation',
        steps:
          'An administrator opens App registrations, the application, API permissions, “Grant admin ' +
          'consent”, or this address with the own tenant and client id.',
        language: 'text',
        text: block`
          https://login.microsoftonline.com/contoso.onmicrosoft.com/adminconsent?client_id=00000000-0000-0000-0000-000000000000
        `,
      },
      readSignInLogs,
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6749.html#section-4.1.2.1',
      'https://openid.net/specs/openid-connect-core-1_0.html#AuthError',
    ],
    since: '0.1.0',
  },
  'sign-in/provider-unreachable': {
    title: 'The sign-in provider cannot be reached',
    severity: 'error',
    status: 503,
    summary:
      'The gateway could not get an answer from the provider: its metadata, its keys or its token ' +
      'endpoint. Nobody can sign in meanwhile. Live sessions go on until their own lifetime ends.',
    seen: 'At sign-in, a page with status 503. People who are signed in notice nothing.',
    causes: [
      'A firewall does not let the gateway’s machine out to the provider.',
      'The provider’s name cannot be resolved from this machine.',
      'A proxy of the network opens TLS, and its certificate authority is not trusted by the gateway.',
      'The provider is down or too slow.',
    ],
    fixes: [fetchMetadata, trustOwnAuthority, tryAgainLater],
    spec: ['https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig'],
    since: '0.1.0',
  },
  'sign-in/provider-answer-invalid': {
    title: 'The sign-in provider’s answer is not valid',
    severity: 'error',
    status: 502,
    summary:
      'The provider answered, but the answer fails a check: its metadata names another issuer or lacks ' +
      'an endpoint, or the id token has the wrong issuer, audience, nonce, time or signature. The ' +
      'detail names the check. Nobody is signed in by an answer that does not hold.',
    seen: 'At sign-in, a page with status 502; with wrong metadata for everybody, from the start.',
    causes: [
      '`authority` is not the address whose metadata names the same issuer: without `/v2.0`, or at ' +
        'External ID with the tenant’s name in place of its id. The page and the log name both, and what ' +
        'to write.',
      'With B2C or External ID, `authority` lacks the user flow, or is on `login.microsoftonline.com` ' +
        'in place of the tenant’s own host.',
      'The clock of the gateway is wrong by more than five minutes.',
      '`clientId` is that of another application, so that the audience does not fit.',
      'Something between gateway and provider answers in its place, such as the sign-in page of a network.',
    ],
    fixes: [
      fetchMetadata,
      {
        title: 'Name the tenant’s own authority',
        steps:
          'The part of the address before `/.well-known/openid-configuration`, with the tenant’s id or ' +
          'domain.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
            clientId: 00000000-0000-0000-0000-000000000000
            clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
        `,
      },
      setTheClock,
    ],
    spec: [
      'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation',
      'https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation',
    ],
    since: '0.1.0',
  },
}
