import { providerOf } from '@clearway/rules/entra'
import { excerpt } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { callsOf } from './entries.ts'

const maxParameters = 100

/** A request to a provider's token endpoint. Holds names and the grant, never a code, a secret or a token. */
export interface TokenRequest {
  readonly entry: Entry
  /** `authorization_code`, `refresh_token`…; undefined where the form is not recorded or names none. */
  readonly grant: string | undefined
  /** Names of the form's parameters; undefined where the form is not recorded. */
  readonly parameters: ReadonlySet<string> | undefined
}

/** Finds the request to a token endpoint in a call; undefined when the call was none. */
export function findTokenRequest(exchange: RecordedExchange): TokenRequest | undefined {
  const entry = callsOf(exchange).find(
    ({ request }) => request.method === 'POST' && providerOf(request.url)?.place === 'token',
  )
  if (!entry) return undefined
  const { body } = entry.request
  if (body === undefined || body === '') return { entry, grant: undefined, parameters: undefined }
  const parameters = new Set<string>()
  let grant: string | undefined
  for (const pair of body.split('&', maxParameters)) {
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    if (!/^[a-z_]{1,60}$/i.test(name)) continue
    parameters.add(name)
    if (name === 'grant_type') grant = excerpt(decoded(pair.slice(equals + 1)), 80)
  }
  return { entry, grant, parameters }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
