import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { findTokenRequest } from './token-request.ts'

/** Grants that a page cannot use, with what they are. */
const grants: ReadonlyMap<string, string> = new Map([
  ['password', 'the password grant'],
  ['client_credentials', 'the client credentials grant'],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', 'the on-behalf-of grant'],
  ['urn:ietf:params:oauth:grant-type:saml2-bearer', 'the SAML assertion grant'],
  ['urn:ietf:params:oauth:grant-type:token-exchange', 'a token exchange'],
  ['urn:ietf:params:oauth:grant-type:device_code', 'the device code grant'],
  ['device_code', 'the device code grant'],
])

interface ServerFlow {
  readonly entry: Entry
  readonly grant: string | undefined
  /** What it is, if it is a grant of servers. */
  readonly flow: string | undefined
  /** The parameter with which servers prove who they are, if there is one. */
  readonly secret: string | undefined
}

/** The request to a token endpoint with a grant or a secret of servers. */
export function findServerFlow(exchange: RecordedExchange): ServerFlow | undefined {
  const found = findTokenRequest(exchange)
  if (!found?.parameters) return undefined
  const { entry, grant, parameters } = found
  const secret = ['client_secret', 'client_assertion'].find((name) => parameters.has(name))
  const flow = grant === undefined ? undefined : grants.get(grant)
  return flow === undefined && secret === undefined ? undefined : { entry, grant, flow, secret }
}

/** A page that asks the token endpoint with a grant or a secret of servers, which providers answer without CORS. */
export const flowNotForBrowsers = defineCause({
  name: 'grants that are not for browsers',
  codes: ['idp/flow-not-for-browsers'],
  of: ['kept-back', 'refused', 'no-answer'],
  look: (exchange) => {
    const found = findServerFlow(exchange)
    if (!found) return undefined
    const { entry, flow, grant, secret } = found
    return {
      code: 'idp/flow-not-for-browsers',
      summary:
        `${whoCalledWhat(exchange)}, a token endpoint, with ${flow ?? `the parameter ${secret}`}. ` +
        'That is for servers: the provider refuses it to pages, and without CORS headers, so that the page sees ' +
        'only a CORS error. In a page the authorization code grant with PKCE is the one that works.',
      evidence: [
        citeRequest(entry),
        ...(grant === undefined ? [] : [cite(entry.at, 'request parameter grant_type', grant)]),
        ...(secret === undefined
          ? []
          : [cite(entry.at, `request parameter ${secret}`, 'present, not shown')]),
        ...citeStatus(entry),
      ],
    }
  },
})
