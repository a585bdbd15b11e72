import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBearer } from './read-bearer.ts'

describe('readBearer', () => {
  it.each([
    ['Bearer a.b.c', 'a.b.c'],
    ['bearer a.b.c', 'a.b.c'],
    ['BEARER   a', 'a'],
    ['Bearer aZ09-._~+/==', 'aZ09-._~+/=='],
    ['Bearer undefined', 'undefined'],
  ])('reads the token of %j', (header, token) => {
    expect(readBearer(header)).toBe(token)
  })

  it.each([undefined, '', 'Basic dXNlcjpwYXNz', 'Negotiate abc', 'Bearertoken a', 'Bearer-2 a', ' Bearer a'])(
    'finds no bearer credentials in %j',
    (header) => {
      expect(readBearer(header)).toBeUndefined()
    },
  )

  it.each([
    ['Bearer', 'no token'],
    ['Bearer   ', 'no token'],
    ['Bearer Bearer a.b.c', "the word 'Bearer' twice"],
    ['Bearer a.b.c, Bearer d.e.f', 'more than one token'],
    ['Bearer a.b.c d.e.f', 'more than one token'],
    ['Bearer a,b', 'more than one token'],
    ['Bearer "a.b.c"', 'a text in quotation marks'],
    ['Bearer [object Object]', 'the text of a JavaScript object'],
    ['Bearer: a.b.c', "no space after the word 'Bearer'"],
    ['Bearer\ta.b.c', "no space after the word 'Bearer'"],
    ['Bearer a=b', 'characters that no token has'],
    ['Bearer é', 'characters that no token has'],
    [`Bearer ${'a'.repeat(65_537)}`, 'more than 64 kB'],
  ])('names what is wrong with %j (A37)', (header, received) => {
    expect(readBearer(header)).toMatchObject({ code: 'token/malformed', received })
  })

  it('reads back every token, and never says anything of a bad one', () => {
    const token = fc.stringMatching(/^[A-Za-z0-9._~+/-]{12,60}={0,2}$/)
    fc.assert(
      fc.property(token, (token) => {
        expect(readBearer(`Bearer ${token}`)).toBe(token)
        expect(JSON.stringify(readBearer(`Bearer ${token} ${token}`))).not.toContain(token)
      }),
    )
  })
})
