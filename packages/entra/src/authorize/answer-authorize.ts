import type { Answer } from '../answer.ts'
import type { Emulator } from '../emulator.ts'
import type { EndpointName } from '../events.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import { errorPage, errorParameters } from '../render-error.ts'
import type { EntraRequest } from '../request.ts'
import { type AuthorizeClient, identifyClient } from './identify-client.ts'
import { withOpenerPolicy } from './opener-policy.ts'
import { type AuthorizeRequest, parseAuthorize } from './parse-authorize.ts'
import { registeredClient } from './registered-client.ts'
import { respond } from './respond.ts'

/**
 * Errors about the account: the person reads them and picks another, the application does not hear of them. In user
 * flows that a page sent no code challenge is one of them, too.
 */
const forThePerson: ReadonlySet<string> = new Set([
  ...[50020, 50034, 50053, 50055, 50057, 50105, 50126, 53000, 53001, 53002, 53003, 90094].map(
    (code) => `AADSTS${code}`,
  ),
  ...[90111, 90114, 90225, 99059].map((code) => `AADB2C${code}`),
])

/**
 * Reads an authorization request and answers it as `decide` says. Whatever is refused becomes a page until the
 * redirect URI is known to be the application's, and from then on an answer to that redirect URI. Of a redirect URI that
 * is not registered a user flow tells one that is.
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
    const refusal = refusalOf(error, request.place)
    emitRefusal(emulator, endpoint, refusal, client?.application.appId)
    const told = client ?? registeredClient(emulator.directory, request.place, search, refusal)
    const isShown = forThePerson.has(refusal.fullCode) && told?.parameters.get('prompt') !== 'none'
    if (told === undefined || isShown) return shown(errorPage(refusal, request, emulator.now()))
    return respond(told, { ...errorParameters(refusal, request, emulator.now()), state: told.state })
  }
}
