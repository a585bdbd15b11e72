import { block } from '../block.ts'
import { setTheClock } from '../entra-fixes.ts'
import { acquireTokenForTheApi } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'
import { bearerUsage, seenAs401 } from './bearer-usage.ts'

/** Problems of a token’s times. */
export const tokenTimes: Pick<AreaCatalogue<'token'>, 'token/expired' | 'token/not-yet-valid'> = {
  'token/expired': {
    title: 'The bearer token has expired',
    severity: 'warning',
    status: 401,
    summary:
      'The time in the token’s `exp` claim is past by more than the allowed difference of clocks (five ' +
      'minutes by default). ASP.NET Core reports the same as IDX10223.',
    seen: `${seenAs401} Calls work after sign-in and begin to fail after about an hour.`,
    causes: [
      'The page or service keeps a token of its own and sends it for longer than it is valid. Entra’s ' +
        'access tokens last 60 to 90 minutes.',
      'The page was open while the machine was asleep, and the call went out before a renewal.',
      'The clock of the gateway is ahead.',
    ],
    fixes: [
      acquireTokenForTheApi,
      {
        title: 'Renew once and repeat when a call answers 401',
        steps:
          '`forceRefresh` goes to the provider even when the cached token looks valid. Once only: a ' +
          'second 401 has another cause.',
        language: 'js',
        text: block`
          async function callApi(url) {
            const call = async (forceRefresh) => {
              const { accessToken } = await msal.acquireTokenSilent({
                scopes: ['api://contacts/Contacts.Read'],
                account: msal.getActiveAccount(),
                forceRefresh,
              })
              return fetch(url, { headers: { authorization: 'Bearer ' + accessToken } })
            }
            const response = await call(false)
            return response.status === 401 ? call(true) : response
          }
        `,
      },
      setTheClock,
    ],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.4'],
    since: '0.1.0',
  },
  'token/not-yet-valid': {
    title: 'The bearer token is not valid yet',
    severity: 'error',
    status: 401,
    summary:
      'The time in the token’s `nbf` claim is in the future by more than the allowed difference of ' +
      'clocks (five minutes by default). ASP.NET Core reports the same as IDX10222.',
    seen: `${seenAs401} A while later the same token works.`,
    causes: [
      'The clock of the gateway is behind.',
      'The clock of the machine that issues the tokens is ahead; with a local provider that is a ' +
        'machine of your own.',
      'The token was made by hand for a test.',
    ],
    fixes: [setTheClock],
    spec: [bearerUsage, 'https://www.rfc-editor.org/rfc/rfc7519.html#section-4.1.5'],
    since: '0.1.0',
  },
}
