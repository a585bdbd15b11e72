import { expect, test } from 'vitest'
import {
  api,
  began,
  capture,
  foundBy,
  heardIn,
  open,
  page,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { errorHides401 } from './error-hides-401.ts'

const failed: Recorded = {
  url: `${api}/a`,
  asks: { origin: page, authorization: 'Bearer' },
  status: 500,
  answers: open,
}
const preflighted: Recorded = {
  url: `${api}/a`,
  method: 'OPTIONS',
  type: 'preflight',
  asks: {
    origin: page,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization',
  },
  status: 204,
  answers: { ...open, 'access-control-allow-headers': 'authorization' },
}
const audience = {
  system: 'identity-model',
  code: 'IDX10214',
  means: 'The audience is not one that the API accepts.',
  problem: 'token/audience',
  values: {},
} as const

test('a body that names a token error', () => {
  const all = capture([
    preflighted,
    { ...failed, body: 'System.Exception: IDX10223: Lifetime validation failed. The token is expired.' },
  ])
  expect(heardIn(all)).toEqual(['api/error-hides-401'])
  expect(foundBy(errorHides401, all)[0]?.summary).toContain('IDX10223')
})

test('a token that had expired when it was sent', () => {
  const all = capture([preflighted, failed], { tokens: { 1: { exp: began / 1000 - 600 } } })
  expect(heardIn(all)).toEqual(['api/error-hides-401'])
  expect(foundBy(errorHides401, all)[0]?.evidence.at(-1)).toMatchObject({ what: 'token claim exp' })
})

test('a token for another API than the one that the person named', () => {
  const around = { tokens: { 1: { aud: 'https://graph.microsoft.com', exp: began / 1000 + 600 } } }
  const expectations = { audiences: ['api://contacts'] }
  const all = capture([preflighted, failed], { ...around, expectations })
  expect(heardIn(all)).toEqual(['api/error-hides-401'])
  expect(foundBy(errorHides401, all)[0]?.evidence.at(-1)).toMatchObject({
    what: 'token claim aud',
    value: 'https://graph.microsoft.com',
  })
})

test('a log of the API that names a token error', () => {
  const all = capture([preflighted, failed], { logLines: [audience] })
  expect(heardIn(all)).toEqual(['api/error-hides-401'])
  expect(foundBy(errorHides401, all)[0]?.evidence.at(-1)).toMatchObject({ input: 'api.log', line: 1 })
})

test.each<[string, Recorded, Parameters<typeof capture>[1]]>([
  ['the error is answered 401', { ...failed, status: 401 }, { tokens: { 1: { exp: began / 1000 - 600 } } }],
  ['the token was valid', failed, { tokens: { 1: { exp: began / 1000 + 600 } } }],
  ['the clocks differ a little', failed, { tokens: { 1: { exp: began / 1000 - 60 } } }],
  ['nothing speaks of a token', failed, {}],
  ['the call carried no token', { ...failed, asks: { origin: page } }, { logLines: [audience] }],
])('nothing is found when %s', (_, recorded, around) => {
  const entries = recorded.asks?.['authorization'] === undefined ? [recorded] : [preflighted, recorded]
  expect(foundBy(errorHides401, capture(entries, around))).toEqual([])
})
