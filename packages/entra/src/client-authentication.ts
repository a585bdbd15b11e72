import { hash, timingSafeEqual } from 'node:crypto'
import { aadsts } from './aadsts.ts'
import {
  assertionType,
  type CalledAddress,
  decodeAssertion,
  verifyClientAssertion,
} from './client-assertion.ts'
import type { Application, Platform } from './directory/directory.ts'
import type { Emulator } from './emulator.ts'
import { need, type Parameters } from './request.ts'
import type { ClientProof } from './tokens/access-token.ts'

/** What a client says of itself at the token endpoint. */
export interface PresentedClient {
  readonly id: string
  readonly secret: string | undefined
  /** A JWT that the client signed with its certificate's key. */
  readonly assertion?: string
}

const formDecode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

function parseBasic(authorization: string | undefined): PresentedClient | undefined {
  const encoded = /^basic +([a-z0-9+/=_-]+)$/i.exec(authorization?.trim() ?? '')?.[1]
  if (encoded === undefined) return undefined
  const [, id, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  if (id === undefined || secret === undefined) return undefined
  try {
    return { id: formDecode(id), secret: secret === '' ? undefined : formDecode(secret) }
  } catch {
    return undefined
  }
}

/**
 * Reads a client's JWT (RFC 7523, 2.2), which may stand without a `client_id`. Refuses with 900144 one whose type is
 * not said, and with 9002313 any other type.
 */
function parseAssertion(parameters: Parameters): PresentedClient | undefined {
  const assertion = parameters.get('client_assertion')
  if (assertion === undefined) return undefined
  if (need(parameters, 'client_assertion_type') !== assertionType) throw aadsts(9002313)
  if (parameters.has('client_secret')) throw aadsts(9000411, { parameter: 'client_secret' })
  const id = parameters.get('client_id') ?? decodeAssertion(assertion).claims.sub
  return { id: id ?? need(parameters, 'client_id'), secret: undefined, assertion }
}

/**
 * Reads `client_secret_post` or `client_secret_basic` (RFC 6749, 2.3.1), a client's JWT, or just a `client_id`.
 * Refuses with 900144 if no client is named, and with 9000411 one that is authenticated in two ways, or named
 * differently.
 */
export function parseClient(authorization: string | undefined, parameters: Parameters): PresentedClient {
  const id = parameters.get('client_id')
  const secret = parameters.get('client_secret')
  const basic = parseBasic(authorization)
  const asserted = parseAssertion(parameters)
  if (basic !== undefined && secret !== undefined) throw aadsts(9000411, { parameter: 'client_secret' })
  if (basic !== undefined && asserted !== undefined) throw aadsts(9000411, { parameter: 'client_assertion' })
  if (basic !== undefined && id !== undefined && id !== basic.id)
    throw aadsts(9000411, { parameter: 'client_id' })
  if (asserted !== undefined) return asserted
  if (basic !== undefined) return basic
  return { id: need(parameters, 'client_id'), secret }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

/** Compares with every secret there is, each in the same time, whichever of them matches. */
function checkSecret(application: Application, secret: string, now: number): void {
  const presented = digest(secret)
  const matching = (application.passwordCredentials ?? []).filter((credential) =>
    timingSafeEqual(digest(credential.secretText), presented),
  )
  if (matching.length === 0) throw aadsts(7000215, { app: application.appId })
  const lasts = matching.some(({ endDateTime }) => endDateTime === undefined || Date.parse(endDateTime) > now)
  if (!lasts) throw aadsts(7000222, { app: application.appId })
}

/**
 * Authenticates a client as its platform demands: `web` by a secret or a certificate, the others by none. Pass `web`
 * for grants that only a confidential client may use, and undefined where the platform cannot be known: then
 * what is presented is checked if there is anything.
 *
 * Refuses with 700025 (a public client's secret), 7000218 (none), 7000215 (wrong) and 7000222 (expired), and with
 * the errors of `verifyClientAssertion`.
 */
export async function authenticateClient(
  emulator: Emulator,
  called: CalledAddress,
  application: Application,
  { assertion, secret }: PresentedClient,
  platform: Platform | undefined,
): Promise<ClientProof> {
  const isPublic = platform === 'spa' || platform === 'publicClient'
  const isPresented = secret !== undefined || assertion !== undefined
  if (isPublic && isPresented) throw aadsts(700025)
  if (platform === 'web' && !isPresented) throw aadsts(7000218)
  if (assertion !== undefined) {
    await verifyClientAssertion(emulator, called, application, assertion)
    return '2'
  }
  if (secret === undefined) return '0'
  checkSecret(application, secret, emulator.now())
  return '1'
}
