import { createHash, timingSafeEqual } from 'node:crypto'
import { aadsts } from './aadsts.ts'
import type { Application, Platform } from './directory/directory.ts'
import type { Parameters } from './request.ts'
import type { ClientProof } from './tokens/access-token.ts'

/** What a client says of itself at the token endpoint. */
export interface PresentedClient {
  readonly id: string
  readonly secret: string | undefined
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
 * Reads `client_secret_post` or `client_secret_basic` (RFC 6749, 2.3.1), or just a `client_id`. Refuses with
 * 900144 if no client is named, and with 9000411 one that is authenticated both ways, or named differently.
 */
export function parseClient(authorization: string | undefined, parameters: Parameters): PresentedClient {
  const id = parameters.get('client_id')
  const secret = parameters.get('client_secret')
  const basic = parseBasic(authorization)
  if (basic !== undefined && secret !== undefined) throw aadsts(9000411, { parameter: 'client_secret' })
  if (basic !== undefined && id !== undefined && id !== basic.id)
    throw aadsts(9000411, { parameter: 'client_id' })
  if (basic !== undefined) return basic
  if (id === undefined) throw aadsts(900144, { parameter: 'client_id' })
  return { id, secret }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

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
 * Authenticates a client as its platform demands: `web` by a secret, the others by none. Pass `web` for
 * grants that only a confidential client may use, and undefined where the platform cannot be known: then
 * a secret is checked if there is one.
 *
 * Refuses with 700025 (a public client's secret), 7000218 (none), 7000215 (wrong) and 7000222 (expired).
 * @param now milliseconds
 */
export function authenticateClient(
  application: Application,
  { secret }: PresentedClient,
  platform: Platform | undefined,
  now: number,
): ClientProof {
  const isPublic = platform === 'spa' || platform === 'publicClient'
  if (isPublic && secret !== undefined) throw aadsts(700025)
  if (platform === 'web' && secret === undefined) throw aadsts(7000218)
  if (secret === undefined) return '0'
  checkSecret(application, secret, now)
  return '1'
}
