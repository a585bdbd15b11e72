import { providerOf, type Provider } from '@clearway/rules/entra'
import type { Fix } from '@clearway/rules/problems'
import { addressOf } from '../address.ts'
import { defineCheck, type Found } from '../check.ts'
import { cite } from '../evidence.ts'
import { blockedLine, citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

const entra: ReadonlySet<Provider['id']> = new Set(['entra', 'b2c', 'external-id'])

/**
 * A line about a provider's token or device code endpoint. The line does not tell what the page asked for, so
 * the likeliest cause is named and the others beside it.
 */
export const tokenEndpoint = defineCheck<'message'>({
  name: 'console lines about the token endpoint',
  of: 'message',
  codes: ['idp/redirect-uri-not-spa', 'idp/flow-not-for-browsers'],
  look: (each) => {
    const blocked = blockedLine(each)
    const url = blocked?.message.url
    const known = url === undefined ? undefined : providerOf(url)
    if (!blocked || url === undefined || (known?.place !== 'token' && known?.place !== 'device-code'))
      return undefined
    const { line, message } = blocked
    return {
      ...(known.place === 'token' ? atToken(known.provider) : atDeviceCode),
      summary: `${whoCalledWhat(message)}, ${known.place === 'token' ? tokenWords(known.provider) : deviceCodeWords}`,
      subject: subjectOfLine(message),
      evidence: [citeLine(line), cite(line.at, 'provider endpoint', addressOf(url))],
    }
  },
})

function tokenWords(provider: Provider): string {
  const isEntra = entra.has(provider.id)
  return (
    `the token endpoint of ${provider.name}. It answers pages with CORS headers only where code and refresh token belong to a page: ` +
    `most often the redirect URI is not registered ${isEntra ? 'for the platform "Single-page application" (AADSTS9002326)' : 'for a page'}. ` +
    'It may also be a flow that is not for browsers (password, client credentials, on behalf of, a client secret), or a call that failed on its way.'
  )
}

const deviceCodeWords =
  'a device code endpoint. That flow is for devices without a browser: providers give it no CORS.'

function atToken(provider: Provider): Pick<Found, 'code' | 'fixes'> {
  return { code: 'idp/redirect-uri-not-spa', fixes: [readTheAnswer(provider)] }
}

const atDeviceCode: Pick<Found, 'code'> = { code: 'idp/flow-not-for-browsers' }

function readTheAnswer(provider: Provider): Fix {
  return {
    title: 'Read the answer’s body first',
    steps:
      'The network tab shows, or a HAR or Fiddler records, what the browser keeps from the page: the JSON names the reason' +
      (entra.has(provider.id)
        ? ' by its AADSTS number. 9002326: the platform of the redirect URI. Look also at `grant_type` in the request: only `authorization_code` with PKCE and `refresh_token` are for pages.'
        : '. Look also at `grant_type` in the request: only `authorization_code` with PKCE and `refresh_token` are for pages.'),
  }
}
