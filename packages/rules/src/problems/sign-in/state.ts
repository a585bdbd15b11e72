import { block } from '../block.ts'
import { registerCallback } from '../entra-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { beginAgain, allowCookies, passHostAndCookies } from './fixes.ts'

/** Problems of the state that a sign-in travels with. */
export const signInState: Pick<
  AreaCatalogue<'sign-in'>,
  'sign-in/state-missing' | 'sign-in/state-invalid' | 'sign-in/state-expired' | 'sign-in/state-used'
> = {
  'sign-in/state-missing': {
    title: 'The sign-in cannot be matched to its beginning',
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
    title: 'The sign-in was not begun in this browser',
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
    title: 'This sign-in has already been completed',
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
}
