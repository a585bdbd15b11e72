import { z } from 'zod'
import type { AuthorizationCode } from '../authorize/authorization-code.ts'
import type { SessionClient, SignedInAccount } from '../sessions.ts'
import type { SnapshotState } from './snapshot-state.ts'

/** One schema for each property of a type: a property that comes to it is missed here at once. */
type Shape<Type> = Readonly<Record<keyof Type, z.ZodType>>

const text = z.string().min(1)
const members = z.record(z.string(), z.unknown())

const client = z.object({ appId: text, issuer: text } satisfies Shape<SessionClient>)

const signedInAccount = z.object({
  tenantId: text,
  userId: text,
  sid: text,
  signedInAt: z.number(),
  clients: z.array(client),
} satisfies Shape<SignedInAccount>)

const authorizationCode = z.object({
  appId: text,
  platform: z.enum(['spa', 'web', 'publicClient']),
  redirectUri: text,
  version: z.enum(['1.0', '2.0']),
  policy: text.optional(),
  tenantId: text,
  userId: text,
  sid: text,
  authTime: z.number(),
  scope: z.string(),
  resource: text.optional(),
  nonce: z.string().optional(),
  claims: z.object({ access_token: members.optional(), id_token: members.optional() }).optional(),
  challenge: z.object({ method: z.enum(['S256', 'plain']), value: text }).optional(),
  issuedAt: z.number(),
  redeemed: z.boolean(),
} satisfies Shape<AuthorizationCode>)

/** What an expiring store of such values has. */
const stored = (value: z.ZodType): z.ZodType =>
  z.array(z.tuple([text, z.object({ value, until: z.number() })])).optional()

const consents = z.array(z.tuple([text, z.array(z.tuple([text, z.array(z.string())]))])).optional()

const base64url = z.string().regex(/^[\w-]+$/)

const keys = z.object({
  published: z.array(z.looseObject({ kty: z.literal('RSA'), kid: text, n: base64url, e: base64url })).min(1),
  signing: z.object({ kid: text, privateKey: z.looseObject({ kty: z.literal('RSA'), d: base64url }) }),
  // 256 bits.
  sealing: base64url.length(43),
} satisfies Shape<SnapshotState['keys']>)

const snapshotSchema = z.object({
  keys,
  remembered: z.object({
    sessions: stored(z.array(signedInAccount)),
    codes: stored(authorizationCode),
    consents,
  }),
} satisfies Shape<SnapshotState>)

/** Whether a value has the shape of what a snapshot holds. It does not check that the keys are keys. */
export const isSnapshotState = (value: unknown): value is SnapshotState =>
  snapshotSchema.safeParse(value).success
