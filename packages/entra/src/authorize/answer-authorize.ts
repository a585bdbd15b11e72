import { AadstsError } from '../aadsts.ts'
import type { Answer } from '../answer.ts'
import type { Emulator } from '../emulator.ts'
import type { EndpointName } from '../events.ts'
import { errorPage, errorParameters } from '../render-error.ts'
import { type EntraRequest, parametersOf } from '../request.ts'
import { type AuthorizeClient, identifyClient } from './identify-client.ts'
import { type AuthorizeRequest, parseAuthorize } from './parse-authorize.ts'
import { respond } from './respond.ts'

/** Errors about the account: the person reads them and picks another, the application does not hear of them. */
const forThePerson: ReadonlySet<number> = new Set<number>([50020, 50034, 50057])

/**
 * Reads an authorization request and answers it as `decide` says. Whatever is refused becomes a page until the
 * redirect URI is known to be the application's, and from then on an answer to that redirect URI.
 */
export function answerAuthorize(
  emulator: Emulator,
  endpoint: EndpointName,
  request: EntraRequest,
  search: URLSearchParams,
  decide: (authorizeRequest: AuthorizeRequest) => Answer,
): Answer {
  let client: AuthorizeClient | undefined
  try {
    client = identifyClient(emulator.directory, request.place, parametersOf(search))
    emulator.faults.refuse({ endpoint, app: client.application.appId })
    return decide(parseAuthorize(client))
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    const app = client?.application.appId
    emulator.emit({ type: 'refused', endpoint, code: error.code, ...(app !== undefined && { app }) })
    const isShown = forThePerson.has(error.code) && client?.parameters.get('prompt') !== 'none'
    if (client === undefined || isShown) return errorPage(error, request, emulator.now())
    return respond(client, { ...errorParameters(error, request, emulator.now()), state: client.state })
  }
}
