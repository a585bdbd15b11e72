import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeToken, maxTokenLength } from './decode.ts'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const raw = (text: string | Uint8Array): string => Buffer.from(text).toString('base64url')
const header = encode({ alg: 'RS256', kid: 'k' })
const claims = encode({ sub: 'someone' })

describe('decodeToken', () => {
  it('takes a token apart without looking at its signature', () => {
    const decoded = { header: { alg: 'RS256', kid: 'k' }, claims: { sub: 'someone' } }
    expect(decodeToken(`${header}.${claims}.c2ln`)).toEqual(decoded)
    expect(decodeToken(`${header}.${claims}.`)).toEqual(decoded)
  })

  it('reads claims beyond ASCII', () => {
    expect(decodeToken(`${header}.${encode({ name: 'Zoë 東京 😀' })}.`)).toMatchObject({
      claims: { name: 'Zoë 東京 😀' },
    })
  })

  it.each([
    ['an empty text', '', 'an empty text'],
    ['an unset variable', 'undefined', "the text 'undefined'"],
    ['a null', 'null', "the text 'null'"],
    ['a promise', '[object Promise]', "the text '[object Promise]'"],
    ['a doubled scheme', `Bearer ${header}.${claims}.c2ln`, "a text that begins with 'Bearer'"],
    ['a doubled scheme in lower case', 'bearer x', "a text that begins with 'Bearer'"],
    ['a JSON text', `"${header}.${claims}.c2ln"`, 'a text in quotation marks'],
    ['a broken line', `${header}.\n${claims}.c2ln`, 'a text with white space'],
    ['an opaque token', 'EwB4A8l6BAAU', 'one part'],
    ['two parts', `${header}.${claims}`, '2 parts'],
    ['dots alone', '.'.repeat(1000), '1001 parts'],
    [
      'an encrypted token (A35)',
      `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`,
      'an encrypted token (five parts)',
    ],
    ['a header that is not base64url', `{}.${claims}.`, 'a header that is not base64url'],
    ['a payload with padding', `${header}.${claims}==.`, 'a payload that is not base64url'],
    ['a signature that is not base64url', `${header}.${claims}.a+b/`, 'a signature that is not base64url'],
    ['a header that is not UTF-8', `${raw(Uint8Array.of(0xff))}.${claims}.`, 'a header that is not UTF-8'],
    ['a payload that is no JSON', `${header}.${raw('{')}.`, 'a payload that is not a JSON object'],
    ['a list as payload', `${header}.${encode([])}.`, 'a payload that is not a JSON object'],
    ['a null as header', `${encode(null)}.${claims}.`, 'a header that is not a JSON object'],
    ['a byte order mark', `${raw('\uFEFF{"alg":"RS256"}')}.${claims}.`, 'a header that is not a JSON object'],
    ['no algorithm', `${encode({})}.${claims}.`, 'a header that has no "alg" (algorithm)'],
    [
      'an algorithm that is no text',
      `${encode({ alg: 1 })}.${claims}.`,
      'a header that has no "alg" (algorithm)',
    ],
    [
      'a token nested in a token (A35)',
      `${encode({ alg: 'RS256', cty: 'JWT' })}.${raw('a.b.c.d.e')}.c2ln`,
      'a payload that is not a JSON object',
    ],
  ])('names %s', (_, text, received) => {
    expect(decodeToken(text)).toMatchObject({ code: 'token/malformed', received })
  })

  it('accepts 64 kB and refuses one character more', () => {
    const claims = encode({ sub: 'so' })
    const signature = 'A'.repeat(maxTokenLength - header.length - claims.length - 2)
    expect(decodeToken(`${header}.${claims}.${signature}`)).toHaveProperty('claims')
    expect(decodeToken(`${header}.${claims}.${signature}A`)).toMatchObject({
      code: 'token/malformed',
      received: '65537 characters',
    })
  })

  it('accepts 32 levels of nesting and refuses more, up to the longest token', () => {
    const nested = (levels: number) => raw(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`)
    expect(decodeToken(`${header}.${nested(32)}.`)).toHaveProperty('claims')
    expect(decodeToken(`${header}.${nested(33)}.`)).toMatchObject({
      received: 'a payload that nests deeper than 32 levels',
    })
    expect(decodeToken(`${header}.${nested(8000)}.`)).toMatchObject({ code: 'token/malformed' })
  })

  it('does not let a claim named __proto__ reach a prototype', () => {
    const decoded = decodeToken(
      `${raw('{"alg":"RS256","__proto__":{"kid":"x"}}')}.${raw('{"__proto__":{"aud":"x"}}')}.`,
    )
    expect(decoded).toHaveProperty('claims')
    if ('code' in decoded) return
    expect(decoded.claims['aud']).toBeUndefined()
    expect(decoded.header['kid']).toBeUndefined()
  })

  it('answers every text, and says nothing of it', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9_-]{20,40}$/)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const decoded = decodeToken(parts.join('.'))
        if (!('code' in decoded)) return
        for (const secret of parts) expect(JSON.stringify(decoded)).not.toContain(secret)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void decodeToken(text)))
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (first, second) => {
        const decoded = decodeToken(`${encode(first)}.${encode(second)}.c2ln`)
        expect('code' in decoded ? decoded.code : 'token/malformed').toBe('token/malformed')
      }),
    )
  })
})
