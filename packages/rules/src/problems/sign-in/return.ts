import { block } from '../block.ts'
import { signInAgain } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { allowCookies, passHostAndCookies } from './fixes.ts'

/** Problems of the last part: back to the application, signed in. */
export const signInReturn: Pick<
  AreaCatalogue<'sign-in'>,
  'sign-in/return-not-allowed' | 'sign-in/cookie-not-kept' | 'sign-in/tenant-not-allowed'
> = {
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
    title: 'Accounts of this organization may not sign in',
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
