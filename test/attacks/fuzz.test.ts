import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRaw } from '../support/raw-http.ts'
import { parseRawResponse, type RawResponse } from '../support/raw-response.ts'
import { startWorld, type World } from '../support/world.ts'
import { randomBytes, randomRequest, randomTarget } from './support/random-requests.ts'
import { requestOf } from './support/raw-request.ts'
import { expectStillAnswers } from './support/still-answers.ts'

let world: World
let host: string
beforeAll(async () => {
  world = await startWorld({
    applications: ({ pageOrigin, pageInternal, apiOrigin, apiInternal }) => `
  - name: closed
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        identityHeaders: { X-User: preferred_username }
      - external: ${pageOrigin}/public/
        internal: ${pageInternal}/public/
        accept: [anyone]
      - external: ${pageOrigin}/mapped/
        internal: ${pageInternal}/public/
        accept: [anyone]
  - name: api
    segments:
      - external: ${apiOrigin}/
        internal: ${apiInternal}/
        accept: [bearer]
        bearer: { audiences: [api], scopes: [Read] }
`,
  })
  host = new URL(world.pageOrigin).host
})
afterAll(() => world.close())

/** Sends bytes, ends the sending half, and gives every whole answer that came before the connection closed. */
const exchange = async (bytes: Buffer): Promise<readonly RawResponse[]> => {
  const connection = await openRaw(world.port, { timeoutMs: 20_000 })
  try {
    await connection.send(bytes)
    connection.end()
    let rest = await connection.closed()
    const answers: RawResponse[] = []
    while (rest.length > 0) {
      const answer = parseRawResponse(rest, true)
      if (!answer || answer.raw.length === 0)
        throw new Error(`no answer: ${rest.toString('latin1').slice(0, 200)}`)
      answers.push(answer)
      rest = rest.subarray(answer.raw.length)
    }
    return answers
  } finally {
    connection.destroy()
  }
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

/** Well-formed by RFC 9112: a status line, fields of a name and a value, and the body that they announce. */
const expectWellFormed = (answer: RawResponse): void => {
  const head = answer.raw.toString('latin1').split('\r\n\r\n', 1)[0] ?? ''
  expect(head).toMatch(/^HTTP\/1\.1 [1-5]\d\d [\x20-\x7e]*(?:\r\n|$)/)
  expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/)
  for (const [name, value] of answer.headers) {
    expect(name).toMatch(token)
    expect(value).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/)
  }
  const problem = answer.headers.find(([name]) => name.toLowerCase() === 'clearway-problem')?.[1]
  const cached = answer.headers.find(([name]) => name.toLowerCase() === 'cache-control')?.[1]
  if (answer.status >= 400)
    expect([problem, cached]).toEqual([expect.stringMatching(/^[\w-]+\/[\w-]+$/), 'no-store'])
  expect(answer.status).not.toBe(500)
}

/** As the most forgiving server could read a path: everything decoded, parameters dropped, dots resolved. */
const mostForgiving = (target: string): string => {
  let path = target.split('?', 1)[0] ?? ''
  for (let round = 0; round < 5; round += 1) {
    path = path.replaceAll(/%([\da-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }
  const parts: string[] = []
  for (const part of path
    .replaceAll('\\', '/')
    .replaceAll(/[\0-\x20]/g, '')
    .split('/')) {
    const name = part.split(';', 1)[0] ?? ''
    if (name === '..') parts.pop()
    else if (name !== '' && name !== '.') parts.push(name.toLowerCase())
  }
  return `/${parts.join('/')}`
}

/** Nothing has reached an internal app but what anyone may have, in nobody's name. */
const expectNobodyLetIn = (): void => {
  for (const { url, rawHeaders } of world.page.requests) {
    expect(mostForgiving(url), url).toMatch(/^\/public(?:\/|$)/)
    expect(rawHeaders.join('\n').toLowerCase()).not.toMatch(/clearway-assertion|forged/)
  }
  expect(world.api.requests).toEqual([])
}

const fuzz = async (requests: fc.Arbitrary<string>, numRuns: number): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(requests, async (text) => {
      for (const answer of await exchange(Buffer.from(text, 'latin1'))) expectWellFormed(answer)
      expectNobodyLetIn()
    }),
    { numRuns },
  )
  await expectStillAnswers(world.port, host)
}

describe('whatever comes over a connection', () => {
  test('random bytes get an answer or the end of the connection', () => fuzz(randomBytes, 100))

  test('random requests are answered, and let nobody in', () => fuzz(randomRequest(host), 150))

  test('random paths lead nowhere but below what is open', async () => {
    // Several on one connection: what one of them hides must not become the next.
    const several = fc
      .array(randomTarget, { minLength: 1, maxLength: 4 })
      .map((targets) => targets.map((each) => requestOf(`GET ${each}`, host)).join(''))
    await fuzz(several, 150)
    expect(world.page.requests.length).toBeGreaterThan(10)
  })
})
