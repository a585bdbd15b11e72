import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** For the page: go to sign-in when a call answers 401. */
export const signInAgain: Fix = {
  title: 'Let the page go to sign-in when a call answers 401',
  steps:
    'The refusal’s body names the address in `signIn`. Take the top-level window there: sign-in cannot ' +
    'run inside a background call, and the provider’s sign-in page has no CORS. If the page holds ' +
    'unsaved input, show a button instead of leaving at once; inside a frame, show a link with ' +
    '`target="_top"`.',
  language: 'js',
  text: block`
    const response = await fetch('https://api.example.com/contacts/', { credentials: 'include' })
    if (response.status === 401) {
      const problem = await response.json()
      if (problem.signIn) location.assign(problem.signIn)
    }
  `,
}

/** For pages that call by jQuery: one handler for every call. */
export const signInAgainWithJquery: Fix = {
  title: 'With jQuery, do it once for all calls',
  steps: 'Register one handler when the page starts. `responseJSON` holds the body of the refusal.',
  language: 'js',
  text: block`
    $(document).ajaxError((event, xhr) => {
      const problem = xhr.responseJSON
      if (xhr.status === 401 && problem?.signIn) location.assign(problem.signIn)
    })
  `,
}

/** For the page: cookies go to another origin only on request. */
export const sendCookies: Fix = {
  title: 'Send the cookies with calls to another origin',
  steps:
    'A browser adds cookies to a cross-origin call only when the page asks for it, even when both ' +
    "origins belong to one site. Use `credentials: 'include'` with fetch, `withCredentials` with " +
    'XMLHttpRequest, axios and Angular, `xhrFields` with jQuery.',
  language: 'js',
  text: block`
    await fetch('https://api.example.com/contacts/', { credentials: 'include' })

    const xhr = new XMLHttpRequest()
    xhr.open('GET', 'https://api.example.com/contacts/')
    xhr.withCredentials = true
    xhr.send()
  `,
}

/** For the page: a 503 is no reason to sign in. */
export const tryAgainLater: Fix = {
  title: 'Let the page try again after a pause',
  steps:
    'Signing in again does not help and must not be tried. Repeat reads a few times with a growing ' +
    'pause, and tell the person after that.',
  language: 'js',
  text: block`
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

    async function read(url) {
      for (let attempt = 0; ; attempt++) {
        const response = await fetch(url, { credentials: 'include' })
        if (response.status !== 503 || attempt === 4) return response
        await pause(1000 * 2 ** attempt)
      }
    }
  `,
}

/** For pages with MSAL.js: ask for a token of the API itself, before each call. */
export const acquireTokenForTheApi: Fix = {
  title: 'With MSAL.js, ask for a token for this API before each call',
  steps:
    'Name a scope of the API that is called, not one of Microsoft Graph such as `User.Read`. ' +
    '`acquireTokenSilent` answers from MSAL’s own cache and renews when needed, so keep no copy of the ' +
    'token. Send `accessToken`, not `idToken`.',
  language: 'js',
  text: block`
    import { InteractionRequiredAuthError } from '@azure/msal-browser'

    async function callApi(url) {
      const request = { scopes: ['api://contacts/Contacts.Read'], account: msal.getActiveAccount() }
      try {
        const { accessToken } = await msal.acquireTokenSilent(request)
        return await fetch(url, { headers: { authorization: 'Bearer ' + accessToken } })
      } catch (error) {
        if (!(error instanceof InteractionRequiredAuthError)) throw error
        await msal.acquireTokenRedirect(request)
      }
    }
  `,
}

/** For pages of applications with a cookie session of their own. */
export const reloadOn401: Fix = {
  title: 'Let the page sign in again when a call answers 401',
  steps: 'Reloading takes the whole window through sign-in. If the page holds unsaved input, ask first.',
  language: 'js',
  text: block`
    const response = await fetch('/api/contacts')
    if (response.status === 401) location.reload()
  `,
}

/** For pages whose server cannot be changed: recognise the redirect to sign-in. */
export const noticeTheRedirect: Fix = {
  title: 'If the server cannot be changed, recognise the redirect in the page',
  steps:
    "For calls to the page’s own origin. With `redirect: 'manual'` the browser does not follow the " +
    'redirect, so nothing is blocked, and the page sees that there was one.',
  language: 'js',
  text: block`
    const response = await fetch('/api/contacts', { redirect: 'manual' })
    if (response.type === 'opaqueredirect') location.reload()
  `,
}

/** For pages: no redirect on the way. */
export const callTheFinalAddress: Fix = {
  title: 'Call the address that the redirect leads to',
  steps: 'Take it from the `Location` of the answer, scheme, host and slash included.',
  language: 'js',
  text: block`
    await fetch('https://new-address.example.com/contacts/')
  `,
}

/** For pages: a call that needs no preflight. */
export const leaveHeadersSimple: Fix = {
  title: 'Send the call in a form that needs no preflight',
  steps:
    'GET, HEAD or POST, no headers of your own, and for a body one of the types of forms or ' +
    '`text/plain`. It is a way around for an API that you cannot change.',
  language: 'js',
  text: block`
    await fetch('https://api.example.com/contacts/', {
      method: 'POST',
      body: new URLSearchParams({ name: 'Ada' }),
    })
  `,
}
