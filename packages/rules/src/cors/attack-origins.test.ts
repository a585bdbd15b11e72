import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerPreflight, compileCorsPolicy, corsFields, policyAllows, type CorsPolicy } from '../cors.ts'

const policyOf = (origins: readonly string[], credentials: boolean): CorsPolicy => {
  const result = compileCorsPolicy({ origins, credentials })
  if (!result.ok) throw new Error(result.mistakes[0]?.message)
  return result.policy
}

const policies: [string, CorsPolicy][] = [
  ['one origin', policyOf(['https://app.target.com'], false)],
  ['one origin with credentials', policyOf(['https://app.target.com'], true)],
  [
    'several origins',
    policyOf(['https://app.target.com', 'https://a.other.org:8443', 'http://localhost:3000'], true),
  ],
  ['a wildcard elsewhere', policyOf(['https://app.target.com', 'https://*.other.org'], true)],
  ['a wildcard below the origin', policyOf(['https://*.app.target.com'], true)],
]

/** By the numbers of the list of attacks on `https://app.target.com`. */
const attacks: [number, string][] = [
  [1, 'https://evil.com'],
  [2, 'https://app.target.com.evil.com'],
  [3, 'https://evilapp.target.com'],
  [3, 'https://eviltarget.com'],
  [4, 'null'],
  [4, 'NULL'],
  [5, 'https://arget.com'],
  [5, 'https://pp.target.com'],
  [6, 'https://appatarget.com'],
  [6, 'https://app.targetacom'],
  [7, 'https://evil.target.com'],
  [7, 'https://a.b.target.com'],
  [8, 'http://app.target.com'],
  [8, 'ws://app.target.com'],
  [9, 'https://app.target.com:8443'],
  [9, 'https://app.target.com:443'],
  [9, 'https://app.target.com:0443'],
  [9, 'https://app.target.com:'],
  ...[...'_-"{}+^!~`;|&\'()*,$='.split(''), '%60', '%0b', '%00', '\v', '\0'].map(
    (special): [number, string] => [10, `https://app.target.com${special}.evil.com`],
  ),
  [10, 'https://app_target.com'],
  [11, 'https://app.target.com@evil.com'],
  [11, 'https://evil.com@app.target.com'],
  [12, 'https://evil.com/app.target.com'],
  [12, 'https://evil.com?app.target.com'],
  [12, 'https://evil.com#https://app.target.com'],
  [12, 'https://evil.com\\.app.target.com'],
  [13, 'https://APP.target.com'],
  [13, 'HTTPS://app.target.com'],
  [13, 'https://app.target.com.'],
  [13, 'https://app.target.com/'],
  [13, 'https://xn--app-target.com'],
  [13, 'https://app。target.com'],
  [13, 'https://аpp.target.com'],
  [13, 'https://[::1]'],
  [13, ' https://app.target.com'],
  [13, 'https://app.target.com '],
  [13, 'https://app.target.com\t'],
  [13, 'https://app.tar\tget.com'],
  [13, ''],
  [14, 'https://app.target.com, https://app.target.com'],
  [14, 'https://app.target.com,https://evil.com'],
  [14, 'https://evil.com https://app.target.com'],
  [14, `https://app.target.com${'a'.repeat(10_000)}`],
  [14, `https://${'a'.repeat(10_000)}.app.target.com`],
  [14, 'https://app.target.com\r\nAccess-Control-Allow-Origin: *'],
  [14, 'https://app.target.com\n'],
  [14, '*'],
]

describe.each(policies)('section 4 and A13: a policy of %s', (_, policy) => {
  test.each(attacks)('%i: gives %j nothing', (_number, origin) => {
    const { fields } = answerPreflight(policy, { origin, method: 'PUT', headers: 'authorization' })
    expect(fields.filter((_, at) => at % 2 === 0)).toEqual(['Vary'])
    expect(corsFields(policy, origin, ['X'])).toEqual(['Vary', 'Origin'])
    expect(policyAllows(policy, { origin, method: 'GET', headers: [], credentials: false })).toBe(false)
  })
})

describe('7: a wildcard means one level, of its own scheme and port', () => {
  const policy = policyOf(['https://*.target.com'], true)
  test.each([
    'https://target.com',
    'https://a.b.target.com',
    'http://app.target.com',
    'https://app.target.com:8443',
    'https://apptarget.com',
    'https://app.tarqet.com',
    'https://app.evil12.org',
    'https://app.target.com.evil.com',
    'https://.target.com',
    'https://a_%60.target.com',
    'https://evil.com/.target.com',
    'https://evil.com#.target.com',
    'https://evil@a.target.com',
    'https://evil.com:1.target.com',
    'https://*.target.com',
    'https://A.target.com',
    'https://a\n.target.com',
  ])('%j gets nothing', (origin) => expect(corsFields(policy, origin)).toEqual(['Vary', 'Origin']))
  test('its own gets its name', () => {
    expect(corsFields(policy, 'https://app.target.com')).toContain('https://app.target.com')
  })
})

test('whatever is asked, the only origin that is ever named is one of the policy', () => {
  const bits = [
    'https://',
    'http://',
    'app',
    '.',
    'target',
    'com',
    'evil',
    ':8443',
    '@',
    '/',
    '#',
    '*',
    ' ',
    'null',
  ]
  const origin = fc.oneof(
    fc.array(fc.constantFrom(...bits)).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }).map((text) => `https://app.target.com${text}`),
    fc.string({ unit: 'binary' }).map((text) => `https://${text}.target.com`),
  )
  const policy = policyOf(['https://app.target.com', 'https://*.target.com'], true)
  fc.assert(
    fc.property(origin, (asked) => {
      const named = corsFields(policy, asked)[1]
      if (named !== 'Origin') expect(named).toMatch(/^https:\/\/[a-z0-9_-]+\.target\.com$/)
    }),
    { numRuns: 3000 },
  )
})
