import { AadstsError } from '../aadsts.ts'
import type { Answer } from '../answer.ts'
import type { Emulator } from '../emulator.ts'
import type { EndpointName } from '../events.ts'
import { errorPage, errorParameters } from '../render-error.ts'
import type { EntraRequest } from '../request.ts'
import { type AuthorizeClient, identifyClient } from './identify-client.ts'
import { withOpenerPolicy } from './opener-policy.ts'
import { type AuthorizeRequest, parseAuthorize } from './parse-authorize.ts'
import { respond } from './respond.ts'

/** Errors about the account: the person reads them and picks another, the application does not hear of them. */
const forThePerson: ReadonlySet<number> = new Set<number>([
  50020, 50034, 50053, 50055, 50057, 50105, 50126, 53000, 53001, 53002, 53003, 90094,
])

/** Tells that a request was refused. */
export function emitRefusal(
  emulator: Emulator,
  endpoint: EndpointName,
  { code }: AadstsError,
  app: string | undefined,
): void {
  emulator.emit({ type: 'refused', endpoint, code, ...(app !== undefined && { app }) })
}

/**
 * Reads an authorization request and answers it as `decide` says. Whatever is refused becomes a page until the
 * redirect URI is known to be the application's, and from then on an answer to that redirect URI.
 */
export async function answerAuthorize(
  emulator: Emulator,
  endpoint: EndpointName,
  request: EntraRequest,
  search: URLSearchParams,
  decide: (authorizeRequest: AuthorizeRequest) => Answer | Promise<Answer>,
): Promise<Answer> {
  const shown = (answer: Answer): Answer =>
    withOpenerPolicy(answer, emulator.directory.behavior?.crossOriginOpenerPolicy, search.get('pocd') === '1')
  let client: AuthorizeClient | undefined
  try {
    client = identifyClient(emulator.directory, request.place, search)
    emulator.faults.refuse({ endpoint, app: client.application.appId })
    return shown(await decide(parseAuthorize(client)))
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    emitRefusal(emulator, endpoint, error, client?.application.appId)
    const isShown = forThePerson.has(error.code) && client?.parameters.get('prompt') !== 'none'
    if (client === undefined || isShown) return shown(errorPage(error, request, emulator.now()))
    return respond(client, { ...errorParameters(error, request, emulator.now()), state: client.state })
  }
}
