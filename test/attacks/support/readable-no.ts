import { problemInfo, type ProblemCode } from '@clearway/rules/problems'
import { expect } from 'vitest'

/** An answer as the raw client or the HTTP client gives it. */
export interface AnyAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string | Buffer
}

/** Every value of a header, in order. */
export const valuesOf = ({ headers }: AnyAnswer, name: string): readonly string[] =>
  headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)

/** The CORS headers that say yes: empty on an answer that no page of another origin may read. */
export const corsOf = ({ headers }: AnyAnswer): readonly string[] =>
  headers.filter(([name]) => /^access-control-/i.test(name)).map(([name, value]) => `${name}: ${value}`)

/**
 * Checks the contract of the readable no for a background call: the code's own status, one `Clearway-Problem`,
 * `no-store`, problem details that agree, a challenge on 401, nothing set, and CORS headers for the origin that
 * may read it and for no other.
 */
export const expectRefusal = (answer: AnyAnswer, code: ProblemCode, readableBy?: string): void => {
  const status = problemInfo(code).status ?? 0
  expect({ status: answer.status, problem: valuesOf(answer, 'clearway-problem') }).toEqual({
    status,
    problem: [code],
  })
  expect(valuesOf(answer, 'cache-control')).toEqual(['no-store'])
  expect(valuesOf(answer, 'content-type')).toEqual(['application/problem+json'])
  expect(JSON.parse(answer.body.toString())).toMatchObject({
    status,
    code,
    title: expect.any(String),
    detail: expect.any(String),
  })
  expect(valuesOf(answer, 'set-cookie')).toEqual([])
  const challenges = valuesOf(answer, 'www-authenticate').length
  expect(challenges).toBe(status === 401 || code.startsWith('token/') ? 1 : 0)
  if (readableBy === undefined) expect(corsOf(answer)).toEqual([])
  else expectReadable(answer, readableBy)
}

/** Checks that a page of the origin can read the answer and the headers that explain it. */
export const expectReadable = (answer: AnyAnswer, origin: string): void => {
  expect(valuesOf(answer, 'access-control-allow-origin')).toEqual([origin])
  expect(valuesOf(answer, 'access-control-allow-credentials')).toEqual(['true'])
  expect(valuesOf(answer, 'vary').join(',').toLowerCase()).toMatch(/(?:^|,)\s*origin\s*(?:,|$)/)
}
