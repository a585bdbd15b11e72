import { block } from './block.ts'
import {
  fetchMetadata,
  readSignInLogs,
  registerCallback,
  setTheClock,
  trustOwnAuthority,
} from './entra-fixes.ts'
import { signInAgain, tryAgainLater } from './page-fixes.ts'
import type { AreaCatalogue, Fix } from './problem-info.ts'

const beginAgain: Fix = {
  title: 'Open the application’s own address again',
  steps:
    'Type it or use a bookmark of the application, not the back button and not an address with ' +
    '`/.clearway/callback` in it. A new sign-in begins, often without a question.',
}

const allowCookies: Fix = {
  title: 'Allow and clear the cookies of this site',
  steps:
    'In the browser’s settings for the site, allow cookies and delete the stored ones, then open the ' +
    'application again. A private window shows quickly whether an extension or old cookies are the ' +
    'cause.',
}

const passHostAndCookies: Fix = {
  title: 'Let the proxy in front pass host, scheme and cookies unchanged',
  steps:
    'For nginx. Name its address under `trustedProxies`, because the gateway believes nobody’s ' +
    '`X-Forwarded-*` by default. No `proxy_cookie_*`, no caching, and no second try for `/.clearway/`.',
  language: 'nginx',
  text: block`
    location / {
      proxy_pass http://127.0.0.1:8080;
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-Host $host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_next_upstream off;
    }
  `,
}

/** Problems of the way to the provider and back. */
export const signIn: AreaCatalogue<'sign-in'> = {
  'sign-in/state-missing': {
    title: 'The sign-in came back without its state',
    severity: 'warning',
    status: 400,
    summary:
      'A browser came to the callback, and the answer has no `state`, which ties it to a sign-in begun ' +
      'here. Without it the gateway cannot tell the person’s own sign-in from one that somebody else ' +
      'wants to give them, and does not use the answer.',
    seen: 'A page with status 400 instead of the application. The session is unchanged.',
    causes: [
      'The callback was opened directly: from a bookmark, the history, or a link that somebody copied.',
      'The sign-in was begun by the provider, and the application’s home page there is the callback.',
      'A redirect from `http` to `https` lost the form that the provider’s page had sent.',
      'A proxy in front removes the query or the body.',
    ],
    fixes: [
      beginAgain,
      {
        title: 'Give the provider the application’s address as its home page',
        steps:
          'In Entra under App registrations, the application, Branding & properties, “Home page URL”, ' +
          'or in the manifest. A tile in My Apps then leads to the application, which begins the ' +
          'sign-in itself.',
        language: 'json',
        text: block`
          {
            "web": {
              "homePageUrl": "https://contacts.example.com/"
            }
          }
        `,
      },
      registerCallback,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9700.html#section-4.7.1'],
    since: '0.1.0',
  },
  'sign-in/state-invalid': {
    title: 'The sign-in came back with a state that is not this browser’s',
    severity: 'warning',
    status: 400,
    summary:
      'The `state` in the callback was not made by this gateway for this browser and this application: ' +
      'it was changed on the way, the sign-in was begun in another browser or at another application, ' +
      'or the browser did not keep the cookie that goes with it. The gateway does not use the answer, ' +
      'because it could be somebody else’s.',
    seen:
      'After the provider’s sign-in page, a page with status 400 instead of the application. The ' +
      'session is unchanged.',
    causes: [
      'The browser did not keep the cookie `__Host-clearway-browser`: cookies are blocked, or were ' +
        'deleted meanwhile.',
      'The address of the callback was sent to another person or opened in another browser or profile.',
      'A mail scanner, a link preview or a security product opened the callback by itself.',
      'Several machines answer for this application; each has its own store and key.',
      'The key of the store was replaced between the beginning and the end of the sign-in.',
      'Somebody tries to sign another person in with a foreign account (login CSRF).',
    ],
    fixes: [
      beginAgain,
      allowCookies,
      {
        title: 'Send each person to one machine',
        steps:
          'If a balancer has several gateways behind it, switch affinity on: sessions belong to the ' +
          'machine that made them. For nginx:',
        language: 'nginx',
        text: block`
          upstream clearway {
            ip_hash;
            server 10.0.1.4:8080;
            server 10.0.1.5:8080;
          }
        `,
      },
      {
        title: 'Keep the key when the folder of the store is not kept',
        steps:
          'Without `key` it lies in a file beside the store and is lost with it, for example when a ' +
          'container is made anew.',
        language: 'yaml',
        text: block`
          sessions:
            store: ./data
            key: \${env:CLEARWAY_SESSION_KEY}
        `,
      },
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6749.html#section-10.12',
      'https://www.rfc-editor.org/rfc/rfc9700.html#section-4.7.1',
    ],
    since: '0.1.0',
  },
  'sign-in/state-expired': {
    title: 'The sign-in took too long',
    severity: 'warning',
    status: 400,
    summary:
      'The provider’s answer belongs to a sign-in that was begun here more than an hour ago. After ' +
      'that time it is not accepted any more.',
    seen: 'After the provider’s sign-in page, a page with status 400 and a link to begin again.',
    causes: [
      'The sign-in page stayed open, over lunch or over night, before somebody went on with it.',
      'The person had to set up a second factor or reset the password in between.',
      'The clock of the gateway was set to another time in between.',
    ],
    fixes: [
      beginAgain,
      {
        title: 'Keep the sign-in page short-lived in kiosks and shared places',
        steps:
          'Let the browser open the application’s own address at its start and after a time without ' +
          'use, not the provider’s page.',
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9700.html#section-4.7.1'],
    since: '0.1.0',
  },
  'sign-in/state-used': {
    title: 'This sign-in has been used already',
    severity: 'warning',
    status: 400,
    summary:
      'The same callback came twice. Each sign-in is good for one use; the first use has counted, the ' +
      'second is refused. A browser that is signed in meanwhile is led to the application instead of ' +
      'this answer.',
    seen: 'A page with status 400 and a link to begin again.',
    causes: [
      'The page was reloaded, or the browser went back to the callback or restored it with its tabs, ' +
        'after the session had ended.',
      'A proxy in front sent the request a second time because the first answer was slow.',
      'The address of the callback was recorded somewhere and is being replayed.',
    ],
    fixes: [beginAgain, passHostAndCookies],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-4.1.2'],
    since: '0.1.0',
  },
  'sign-in/response-malformed': {
    title: 'The provider’s answer arrived incomplete',
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
    title: 'The provider rejected the authorization code',
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
    title: 'The provider refused the sign-in',
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
    title: 'The provider cannot be reached',
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
    title: 'The provider’s answer does not hold',
    severity: 'error',
    status: 502,
    summary:
      'The provider answered, but the answer fails a check: its metadata names another issuer or lacks ' +
      'an endpoint, or the id token has the wrong issuer, audience, nonce, time or signature. The ' +
      'detail names the check. Nobody is signed in by an answer that does not hold.',
    seen: 'At sign-in, a page with status 502; with wrong metadata for everybody, from the start.',
    causes: [
      '`authority` is not the address whose metadata names the same issuer: without `/v2.0`, with the ' +
        'name of another tenant, or with `common`.',
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
  'sign-in/return-not-allowed': {
    title: 'The address to return to is not the application’s',
    severity: 'error',
    status: 400,
    summary:
      'A sign-in was asked for with an address to return to that is outside the application’s external ' +
      'URLs. The gateway did not begin it: a sign-in that ends on a foreign site is a way to deceive ' +
      'people (open redirect).',
    seen: 'Instead of the provider’s sign-in page, a page with status 400.',
    causes: [
      'The page builds the link to sign-in itself, with an address that is not published: an internal ' +
        'name, `http`, or another port.',
      'The page that people should return to is on an origin that is not a segment of this application.',
      'A link from somebody else tries to lead people away after sign-in.',
    ],
    fixes: [
      signInAgain,
      {
        title: 'Publish the page as a segment of the same application',
        steps: 'People can return to every external URL of the application.',
        language: 'yaml',
        text: block`
          applications:
            - name: contacts
              allow: { groups: [sales] }
              segments:
                - external: https://contacts.example.com/
                  internal: http://10.0.0.5:8080/
                - external: https://reports.example.com/
                  internal: http://10.0.0.7:8080/
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9700.html#section-4.11'],
    since: '0.1.0',
  },
  'sign-in/cookie-not-kept': {
    title: 'The browser does not keep the session cookie',
    severity: 'error',
    status: 400,
    summary:
      'Sign-in succeeded several times within seconds, and each time the browser came back without the ' +
      'session cookie that it had just been given. The gateway stopped here; another sign-in would ' +
      'lead to the same point.',
    seen:
      'After sign-in, a page with status 400. Without this stop, the browser would show “too many ' +
      'redirects”.',
    causes: [
      'The application is shown in a frame of another site, where browsers do not send the cookie.',
      'Cookies are blocked for this site, by a setting, an extension or a policy.',
      'A proxy in front removes `Set-Cookie` or changes it, for example its domain or path.',
      'The browser reaches the application by a host other than the one in `external`, so that the ' +
        'cookie does not fit.',
      'So many cookies are stored for the domain that the browser removes some of them.',
    ],
    fixes: [
      {
        title: 'Open the application in a window of its own',
        steps: 'If it is embedded in a portal of another site, link to it instead.',
        language: 'html',
        text: block`
          <a href="https://contacts.example.com/" target="_blank" rel="noopener">Contacts</a>
        `,
      },
      allowCookies,
      passHostAndCookies,
      {
        title: 'Name the proxy in front, so that its headers are believed',
        steps: 'Its address as the gateway sees it, or the range that only the proxies are in.',
        language: 'yaml',
        text: block`
          listen: http://127.0.0.1:8080
          trustedProxies: [127.0.0.1]
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6265.html#section-5.3'],
    since: '0.1.0',
  },
  'sign-in/tenant-not-allowed': {
    title: 'Accounts of this tenant may not sign in',
    severity: 'error',
    status: 403,
    summary:
      'The person signed in with an account of a tenant (an organisation at the provider) that the ' +
      'configuration does not admit. No session was made.',
    seen: 'After the provider’s sign-in page, a page with status 403.',
    causes: [
      'The browser chose another of the person’s accounts, such as a private one.',
      '`authority` admits many tenants (`organizations`, `common`), and this one is not in `tenants`.',
      'A guest signed in at the home tenant and not at the one that invited them.',
    ],
    fixes: [
      {
        title: 'Sign in with the other account',
        steps:
          'Open `/.clearway/sign-out` on the application’s origin, then the application, and choose ' +
          '“Use another account”.',
      },
      {
        title: 'Add the tenant to those that may sign in',
        steps:
          'By its tenant id, which the Entra admin centre shows on its overview. `allow` still decides ' +
          'who may use an application.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/organizations/v2.0
            tenants:
              - 33333333-3333-3333-3333-333333333333
              - 44444444-4444-4444-4444-444444444444
        `,
      },
      {
        title: 'Let only one tenant sign in from the start',
        steps: 'Name the tenant in `authority`; Entra then offers only accounts that fit, guests included.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
        `,
      },
      {
        title: 'Make the app registration single-tenant',
        steps:
          'In Entra under App registrations, the application, Authentication, “Supported account ' +
          'types”, or in the manifest.',
        language: 'json',
        text: block`
          {
            "signInAudience": "AzureADMyOrg"
          }
        `,
      },
    ],
    spec: ['https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation'],
    since: '0.1.0',
  },
}
