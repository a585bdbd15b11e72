import { addObjection, checkSchema, jsonSchemaOf, writePath } from '@clearway/yaml'
import { z } from 'zod'
import { endpointNames } from '../events.ts'
import type { Fault } from './fault.ts'

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

const effects = ['error', 'slow', 'hang', 'cut', 'notFound'] as const

/** What the properties of a fault must be to each other. */
function* contradictions(
  fault: Readonly<Record<string, unknown>>,
): Iterable<{ readonly at: string[]; readonly message: string; readonly fix: string }> {
  const given = effects.filter((name) => fault[name] !== undefined)
  const [first] = given
  if (first === undefined)
    yield { at: [], message: 'nothing goes wrong', fix: `add one of ${effects.join(', ')}` }
  for (const name of given.slice(1)) {
    yield { at: [name], message: `this does not go with ${first}`, fix: 'make two faults of it' }
  }
  if (first === 'error') return
  for (const name of ['user', 'suberror', 'claims']) {
    if (fault[name] !== undefined) {
      yield {
        at: [name],
        message: 'this goes with error only',
        fix: 'remove it, or add the number of an error',
      }
    }
  }
}

/** The shape of a fault, in the directory file and at the admin listener alike. */
export const faultSchema: z.ZodType<Fault> = z
  .strictObject({
    endpoint: z.enum(endpointNames).optional().describe('Only requests to this endpoint. Default: to any'),
    app: z
      .string()
      .max(64)
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'this is no appId')
      .optional()
      .describe('Only requests of this application, by its appId'),
    user: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe('Only requests about this user, by user principal name or object id; with error only'),
    times: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('How many requests it is for. Default: all, until it is removed'),
    error: z
      .int()
      .min(1)
      .max(99_999_999)
      .optional()
      .describe(
        'The number of an AADSTS error, by which the request is refused; at user flows also of an AADB2C error',
      ),
    suberror: z
      .string()
      .max(64)
      .regex(/^[a-z_]+$/, 'this is no suberror, such as bad_token')
      .optional()
      .describe('The suberror member of that error'),
    claims: z
      .string()
      .max(4096)
      .refine(isJson, 'this is no claims challenge: JSON, as text')
      .optional()
      .describe('The claims member of that error: a claims challenge, as JSON in a text'),
    slow: z.number().min(0).max(600).optional().describe('Seconds by which the answer comes late, up to 600'),
    hang: z.literal(true).optional().describe('No answer comes, and the connection stays open'),
    cut: z.literal(true).optional().describe('The connection ends instead of an answer'),
    notFound: z.literal(true).optional().describe('404 without CORS headers'),
  })
  .superRefine(
    (fault, context) => {
      for (const { at, ...objection } of contradictions(fault)) addObjection(context, objection, at)
    },
    { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
  ) as unknown as z.ZodType<Fault>

/** One thing that is wrong with a fault. */
export interface FaultMistake {
  /** At which property; empty: the fault as a whole. */
  readonly path: string
  readonly message: string
  /** What to write instead. */
  readonly fix: string
}

/** Returns everything that is wrong with a fault; an empty array means that it may be added. */
export function checkFault(value: unknown): FaultMistake[] {
  const file = { schema: faultSchema, jsonSchema: () => jsonSchemaOf(faultSchema, 'A fault') }
  return checkSchema(file, value).map(({ path, message, fix }) => ({ path: writePath(path), message, fix }))
}
