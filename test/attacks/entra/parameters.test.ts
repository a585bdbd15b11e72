import { expect, test } from 'vitest'
import type { RawResponse } from '../../support/raw-http.ts'
import { expectGraceful, headerOf } from './support/graceful.ts'
import { issue, issueCode } from './support/issue.ts'
import { mutations } from './support/mutations.ts'
import { bytesAsMeant, bytesOf, type AttackedRequest, type Pair } from './support/attacked-request.ts'
import { requestsWith } from './support/requests.ts'
import { startTarget } from './support/target.ts'

/** Names only: what they present is issued by the server of the test. */
const nothing = { code: '', refreshToken: '', accessToken: '', deviceCode: '', userCode: '', cookie: '' }
const names = requestsWith(nothing).map(({ name }) => name)

/** What a token request must have as it was meant: another value of these never gets tokens. */
const decisive = new Set([
  'client_id',
  'client_secret',
  'client_assertion',
  'grant_type',
  'code',
  'code_verifier',
  'redirect_uri',
  'refresh_token',
  'assertion',
  'password',
])

/** Ways to write the same value, or one that is as good. */
const harmless = new Set(['in capitals'])

const spelled = (pairs: readonly Pair[]): string => pairs.map((pair) => pair.join('=')).join('&')

/** A refusal of the token endpoint is JSON with Entra's number and its members. */
function expectEntraError(answer: RawResponse): void {
  expect(headerOf(answer, 'content-type')).toContain('application/json')
  const body = JSON.parse(answer.body) as Record<string, unknown>
  expect(body).toMatchObject({ error: expect.any(String), error_codes: [expect.any(Number)] })
  expect(body['error_description']).toMatch(/^AADSTS\d+: \S/)
}

/** All requests with one parameter wrong, and those with one too many. */
function* attacksOn({ parameters }: AttackedRequest): Generator<readonly [what: string, parameters: string]> {
  for (const [at, pair] of parameters.entries()) {
    for (const [mutation, mutate] of Object.entries(mutations)) {
      const before = spelled(parameters.slice(0, at))
      const after = spelled(parameters.slice(at + 1))
      yield [`${pair[0]} ${mutation}`, [before, mutate(pair), after].filter((part) => part !== '').join('&')]
    }
  }
  // The pages hand the authorization request on in one parameter.
  const handedOn = parameters.find(([name]) => name === 'request')
  const inner = [...new URLSearchParams(decodeURIComponent(handedOn?.[1] ?? ''))]
  for (const [at, [name, value]] of inner.entries()) {
    for (const [mutation, mutate] of Object.entries(mutations)) {
      const others = inner.toSpliced(at, 1).map(([other, its]) => `${other}=${encodeURIComponent(its)}`)
      const request = [...others, mutate([name, encodeURIComponent(value)])].join('&')
      const rest = parameters.filter((pair) => pair !== handedOn)
      yield [`${name} in the request ${mutation}`, `request=${encodeURIComponent(request)}&${spelled(rest)}`]
    }
  }
  yield ['nothing', '']
  yield ['a parameter without a name', `${spelled(parameters)}&=x&&&=`]
  yield ['ten thousand parameters', `${spelled(parameters)}${'&a'.repeat(5000)}`]
}

test.each(names)('%s: answers as it is meant to', async (name) => {
  const target = await startTarget()
  const request = requestsWith(await issue(target)).find((each) => each.name === name)
  const answer = await target.send(bytesAsMeant(request ?? expect.unreachable()))
  expect({ status: answer.status, body: answer.body.slice(0, 300) }).toMatchObject({
    status: request?.status,
  })
  expectGraceful(answer)
})

test.each(names)(
  '%s: a wrong parameter is refused in Entra’s words, or does no harm',
  async (name) => {
    const target = await startTarget()
    const issued = await issue(target)
    const request = requestsWith(issued).find((each) => each.name === name) ?? expect.unreachable()
    const isToken = name.startsWith('token,')
    for (const [what, parameters] of attacksOn(request)) {
      let sent = parameters
      if (name === 'token, authorization code') {
        // A code is good for one request.
        sent = parameters.replace(issued.code, await issueCode(target))
      }
      const answer = await target.send(bytesOf(request, sent))
      try {
        expectGraceful(answer)
        if (isToken && answer.status !== 200 && answer.status !== 413) expectEntraError(answer)
        const [parameter = '', ...mutation] = what.split(' ')
        if (isToken && decisive.has(parameter) && !harmless.has(mutation.join(' '))) {
          expect(answer.body).not.toContain('access_token')
        }
      } catch (cause) {
        throw new Error(
          `${name}, ${what}: ${answer.status} ${answer.raw.toString('latin1').slice(0, 1500)}`,
          {
            cause,
          },
        )
      }
    }
    expect(target.failures).toEqual([])
  },
  120_000,
)
