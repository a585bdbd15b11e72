import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EntraError } from './entra-error.ts'
import { parseClient } from './client-authentication.ts'

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

describe('parseClient', () => {
  it.each([
    [undefined, { client_id: 'a', client_secret: 's' }, { id: 'a', secret: 's' }],
    [undefined, { client_id: 'a' }, { id: 'a', secret: undefined }],
    [basic('a:s'), {}, { id: 'a', secret: 's' }],
    [basic('a:s'), { client_id: 'a' }, { id: 'a', secret: 's' }],
    [basic('a%3Ab:s%3a+%2B:'), {}, { id: 'a:b', secret: 's: +:' }],
    [basic('a:'), {}, { id: 'a', secret: undefined }],
    ['Bearer x', { client_id: 'a' }, { id: 'a', secret: undefined }],
  ])('reads %s and %o', (authorization, fields, expected) => {
    expect(parseClient(authorization, new Map(Object.entries(fields)))).toEqual(expected)
  })

  it.each([
    [undefined, {}, 900144],
    ['Basic', {}, 900144],
    [basic('a'), {}, 900144],
    [basic(':s'), {}, 900144],
    [basic('a:%'), {}, 900144],
    [basic('a:s'), { client_secret: 's' }, 9000411],
    [basic('a:s'), { client_id: 'b' }, 9000411],
  ])('refuses %s and %o with %i', (authorization, fields, code) => {
    expect(() => parseClient(authorization, new Map(Object.entries(fields)))).toThrow(
      expect.objectContaining({ code }),
    )
  })

  it('reads back every id and secret that is encoded as RFC 6749 says', () => {
    const property = fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      (id, secret) => {
        const encoded = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`
        expect(parseClient(basic(encoded), new Map())).toEqual({ id, secret })
      },
    )
    fc.assert(property)
  })

  it('answers any header with a client or an error of Entra’s', () => {
    const property = fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String().map((text) => `Basic ${text}`),
      ),
      (authorization) => {
        try {
          parseClient(authorization, new Map())
        } catch (error) {
          expect(error).toBeInstanceOf(EntraError)
        }
      },
    )
    fc.assert(property)
  })
})
