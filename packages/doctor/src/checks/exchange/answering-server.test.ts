import { expect, test } from 'vitest'
import type { Entry } from '../../material.ts'
import { answererOf, citeAnswerer, serverWords } from './answering-server.ts'

const answeredWith = (...headers: readonly string[]): Entry => ({
  at: { input: 'a' },
  request: { method: 'GET', url: 'https://a.example/', headers: [] },
  response: { status: 502, statusText: '', headers },
})

test.each([
  ['Server', 'nginx/1.27.1', 'nginx'],
  ['server', 'cloudflare', 'Cloudflare'],
  ['server', 'istio-envoy', 'Envoy'],
  ['Server', 'Microsoft-Azure-Application-Gateway/v2', 'Azure Application Gateway'],
  ['server', 'awselb/2.0', 'the AWS load balancer'],
  ['via', '1.1 abc.cloudfront.net (CloudFront)', 'CloudFront'],
  ['via', '1.1 varnish', 'Varnish'],
])('%s: %s is %s', (name, value, answerer) => expect(answererOf(answeredWith(name, value))).toBe(answerer))

test.each(['Kestrel', 'Microsoft-IIS/10.0', ''])('Server: %s may be the application itself', (value) =>
  expect(answererOf(answeredWith('server', value))).toBeUndefined(),
)

test('the header is shown as it came, without control characters', () => {
  expect(serverWords(answeredWith('Server', 'Kestrel\u001b[0m'))).toBe('Kestrel\\u001b[0m')
  expect(serverWords(answeredWith())).toBeUndefined()
})

test('at most three headers are cited', () => {
  const cited = citeAnswerer(answeredWith('server', 'a', 'via', 'b', 'x-cache', 'c', 'cf-ray', 'd'))
  expect(cited.map(({ value }) => value)).toEqual(['a', 'b', 'c'])
})

test('no answer names nobody', () => {
  const { response: _, ...unanswered } = answeredWith()
  expect([answererOf(unanswered), serverWords(unanswered)]).toEqual([undefined, undefined])
})
