import { expect, test } from 'vitest'
import { messageOf, readableBody } from './answer-text.ts'

const words = `AADSTS50011: The redirect URI 'https://app.example.com/?a=1&b=2' specified in the request does not match.`

test.each<[string, string]>([
  ['JSON', JSON.stringify({ error: 'invalid_request', error_description: `${words}\r\nTrace ID: 1` })],
  [
    'JSON with escapes of .NET',
    `{"error_description":"${words.replaceAll("'", '\\u0027').replaceAll('&', '\\u0026')}"}`,
  ],
  ['JSON that was cut', `{"error_description":"${words.replaceAll('&', '\\u0026')}","error_codes":[500`],
  ['JSON in a page', `<script>var config={"message":"${words.replaceAll('&', '\\u0026')}"}</script>`],
  ['a page', `<p>${words.replaceAll('&', '&amp;').replaceAll("'", '&#39;')}</p>`],
  ['text', words],
])('the message is read out of %s', (_, body) => {
  expect(messageOf(readableBody(body), { code: 'AADSTS50011' })?.startsWith(words)).toBe(true)
})

test('the quote that closes a challenge’s description is no part of it', () => {
  const challenge = `Bearer error="invalid_token", error_description="The audience 'x' is invalid"`
  expect(messageOf(challenge, { code: 'The audience {audience} is invalid' })).toBe(
    "The audience 'x' is invalid",
  )
})

test('quotes in a message are quotes', () => {
  const body = JSON.stringify({ detail: 'IDX10214: the audience "api://a" is not "api://b"' })
  expect(messageOf(readableBody(body), { code: 'IDX10214' })).toBe(
    'IDX10214: the audience "api://a" is not "api://b"',
  )
})

test('a secret that only shows once the escapes are undone is taken out', () => {
  const secret = 'Xq7~8Rk2pLm9Zt4Wv6Yb1Nc3'
  const body = `{"detail":"IDX10000: asked with client_secret\\u003d${secret} and the rest"}`
  const message = messageOf(readableBody(body), { code: 'IDX10000' })
  expect(message).toContain('client_secret=')
  expect(message).not.toContain(secret)
})

test('a secret at the place where the message is cut is taken out whole', () => {
  const body = `IDX10000: ${'word '.repeat(97)}client_secret=Xq7~8Rk2pLm9Zt4Wv6Yb1Nc3`
  expect(messageOf(readableBody(body), { code: 'IDX10000' })).not.toContain('Xq7')
})

test('an error’s name without words is no message', () => {
  expect(messageOf('error: interaction_required', { code: 'interaction_required' })).toBeUndefined()
  expect(messageOf('nothing of it', { code: 'AADSTS50011' })).toBeUndefined()
})

test.each([
  '{'.repeat(4096),
  '{"a":'.repeat(800),
  `{"a":${'['.repeat(3000)}`,
  '\\u'.repeat(2000),
  '&#x110000;',
])('a hostile body is read as text: %.20s', (body) => {
  expect(typeof readableBody(body)).toBe('string')
})
