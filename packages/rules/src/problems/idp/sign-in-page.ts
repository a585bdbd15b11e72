import { block } from '../block.ts'
import { goToSignInWithMsal, renewWithMsal } from '../msal-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Sign-in pages are for windows, not for calls. */
export const signInPage: Pick<AreaCatalogue<'idp'>, 'idp/no-cors-on-sign-in'> = {
  'idp/no-cors-on-sign-in': {
    title: 'The sign-in page was called from inside a page',
    severity: 'error',
    summary:
      'The page itself called the provider’s authorize endpoint by fetch, XMLHttpRequest or an HTTP ' +
      'client. That endpoint shows a page on which people sign in; it has no CORS, at no provider, ' +
      'and no setting gives it any. People go there with the whole window, in a popup, or silently ' +
      'in a hidden frame.',
    seen:
      'The console of Chromium says `Access to fetch at ' +
      "'https://login.microsoftonline.com/…/oauth2/v2.0/authorize?…' from origin '…' has been " +
      "blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested " +
      'resource.`, without `redirected from`. Firefox says `(Reason: CORS header ' +
      '‘Access-Control-Allow-Origin’ missing). Status code: 200.` Safari says `Origin … is not ' +
      'allowed by Access-Control-Allow-Origin. Status code: 200`.',
    causes: [
      'The page calls the sign-in address of its server, such as `/login` or `/.auth/login/aad`, ' +
        'by fetch.',
      'An HTTP client follows a link to sign-in that was meant for the person.',
      'Somebody builds the sign-in by hand, and fetches the code.',
    ],
    fixes: [
      {
        title: 'Go to sign-in with the whole window',
        steps: 'A navigation needs no CORS.',
        language: 'js',
        text: block`
          location.assign('/login?return=' + encodeURIComponent(location.pathname))
        `,
      },
      goToSignInWithMsal,
      renewWithMsal,
    ],
    spec: [
      'https://www.rfc-editor.org/rfc/rfc6749.html#section-3.1',
      'https://fetch.spec.whatwg.org/#cors-check',
    ],
    since: '0.1.0',
  },
}
