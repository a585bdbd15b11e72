import { createAssertion, type AssertionChange, postAssertion } from '../client-assertion.ts'
import type { Running } from '../running.ts'
import type { Case } from './case.ts'

/** Asks for a token for the gateway itself with an assertion that something is wrong with. */
const assert =
  (change: AssertionChange, more: Record<string, string> = {}) =>
  async (running: Running): Promise<Response> =>
    postAssertion(running, await createAssertion(running, change), more)

/** Every refusal of a client's assertion. */
export const withAssertion: Case[] = [
  [
    'an assertion without its type',
    900144,
    'json',
    'invalid_request',
    assert({}, { client_assertion_type: '' }),
  ],
  [
    'an assertion of another type',
    9002313,
    'json',
    'invalid_grant',
    assert({}, { client_assertion_type: 'saml' }),
  ],
  ['an assertion next to a secret', 9000411, 'json', 'invalid_request', assert({}, { client_secret: 'x' })],
  [
    'a client assertion that is no token',
    50027,
    'json',
    'invalid_request',
    (running) => postAssertion(running, 'no.token'),
  ],
  ['an assertion of another application', 700021, 'json', 'invalid_client', assert({ claims: { iss: 'x' } })],
  [
    'an assertion about another application',
    700021,
    'json',
    'invalid_client',
    assert({ claims: { sub: 'x' } }),
  ],
  [
    'an assertion for somebody else',
    700023,
    'json',
    'invalid_client',
    assert({ claims: { aud: 'https://evil.example.com/oauth2/v2.0/token' } }),
  ],
  ['an assertion for nobody', 700023, 'json', 'invalid_client', assert({ claims: { aud: undefined } })],
  ['an assertion that has ended', 700024, 'json', 'invalid_client', assert({ seconds: -600 })],
  ['an assertion that never ends', 700024, 'json', 'invalid_client', assert({ claims: { exp: undefined } })],
  [
    'an assertion that is good for too long',
    700024,
    'json',
    'invalid_client',
    assert({ seconds: 2 * 86_400 }),
  ],
  [
    'an assertion that is not good yet',
    700024,
    'json',
    'invalid_client',
    assert({ notBefore: 3600, seconds: 7200 }),
  ],
  ['an assertion by an unknown certificate', 700027, 'json', 'invalid_client', assert({ isUnknown: true })],
  ['an assertion without a certificate’s name', 700027, 'json', 'invalid_client', assert({ header: 'none' })],
  ['an assertion with another key’s signature', 700027, 'json', 'invalid_client', assert({ isForged: true })],
  ['an assertion of a public client', 700025, 'json', 'invalid_client', ofPublicClient],
]

async function ofPublicClient(running: Running): Promise<Response> {
  running.gateway.isFallbackPublicClient = true
  const more = { grant_type: 'password', username: 'x', password: 'x' }
  return postAssertion(running, await createAssertion(running), more)
}
