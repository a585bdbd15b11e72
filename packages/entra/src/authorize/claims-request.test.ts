import { describe, expect, it } from 'vitest'
import { parseClaims } from './claims-request.ts'

describe('a claims parameter', () => {
  it.each([
    ['{"access_token":{"xms_cc":{"values":["cp1"]}}}', { access_token: { xms_cc: { values: ['cp1'] } } }],
    ['{"id_token":{"auth_time":null},"userinfo":{}}', { id_token: { auth_time: null } }],
    ['{"access_token":null}', {}],
    [' { } ', {}],
  ])('%s is %o', (text, claims) => {
    expect(parseClaims(text)).toEqual(claims)
  })

  it.each(['', 'x', 'null', '1', '[]', '{"access_token":[]}', '{"id_token":"x"}', ' '.repeat(4095) + '{}'])(
    '%j is refused',
    (text) => {
      expect(() => parseClaims(text)).toThrow(expect.objectContaining({ code: 9002313 }))
    },
  )

  it('has no say in prototypes', () => {
    const claims = parseClaims(
      '{"__proto__":{"access_token":{"polluted":1}},"id_token":{"__proto__":{"x":1}}}',
    )
    expect(claims.access_token).toBeUndefined()
    expect(Object.getPrototypeOf(claims.id_token)).toBe(Object.prototype)
  })
})
