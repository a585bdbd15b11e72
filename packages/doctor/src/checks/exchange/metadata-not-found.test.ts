import { expect, test } from 'vitest'
import { capture, foundBy, heardIn, keptBack, type Recorded } from '../../../test-support/recorded.ts'
import { metadataNotFound } from './metadata-not-found.ts'

const url =
  'https://contosob2c.b2clogin.com/tfp/contoso/b2c_1_v2_susi_defaultpage/v2.0/.well-known/openid-configuration'

test('an authority that does not exist is answered 404 without CORS headers, and the user flow is named', () => {
  const all = capture([{ url, status: 404, error: keptBack }])
  expect(heardIn(all)).toEqual(['idp/metadata-not-found'])
  expect(foundBy(metadataNotFound, all)[0]?.summary).toMatch(
    /answered 404 without CORS headers.*user flow b2c_1_v2_susi_defaultpage/,
  )
})

test('the user flow may stand in the query', () => {
  const old = 'https://contosob2c.b2clogin.com/contoso/v2.0/.well-known/openid-configuration?p=B2C_1_susi'
  expect(
    foundBy(metadataNotFound, capture([{ url: old, status: 404, error: keptBack }]))[0]?.summary,
  ).toContain('user flow B2C_1_susi')
})

test('a refusal that the page can read has its headers', () => {
  const all = capture([{ url, status: 404, answers: { 'access-control-allow-origin': '*' } }])
  const [found] = foundBy(metadataNotFound, all)
  expect(found?.summary).toContain('answered 404: the authority')
  expect(found?.evidence.map(({ what }) => what)).toEqual(['request', 'status'])
})

test('without a recorded status the summary says so', () => {
  expect(foundBy(metadataNotFound, capture([{ url, status: 0, error: keptBack }]))[0]?.summary).toContain(
    'No answer is recorded',
  )
})

test.each<[string, Recorded]>([
  ['metadata that came', { url, status: 200, answers: { 'access-control-allow-origin': '*' } }],
  ['a failure of the provider', { url, status: 503, error: keptBack }],
  ['another document', { url: 'https://api.example.com/config.json', status: 404, error: keptBack }],
])('%s is none', (_, recorded) => expect(foundBy(metadataNotFound, capture([recorded]))).toEqual([]))

test('a host that does not resolve is not CORS', () => {
  expect(heardIn(capture([{ url, error: 'net::ERR_NAME_NOT_RESOLVED' }]))).toEqual(['browser/not-cors'])
})
