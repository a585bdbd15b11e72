import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  fieldValue,
  inCidr,
  parseCidr,
  resolveForwarded,
  type FieldList,
  type ForwardedResult,
} from '../http.ts'

const proxies = parseCidr('10.0.0.0/8')!
const trustedProxies = [(address: string): boolean => inCidr(proxies, address)]
const behindProxy = { address: '10.0.0.1', proto: 'http', host: 'inner.example' } as const
const direct = { address: '203.0.113.9', proto: 'https', host: 'app.example.com' } as const

const resolve = (
  fields: FieldList,
  connection: typeof behindProxy | typeof direct = behindProxy,
): ForwardedResult => resolveForwarded(fields, connection, { trustedProxies })

describe('nobody is believed by default', () => {
  const lies = [
    'X-Forwarded-For',
    '1.1.1.1',
    'X-Forwarded-Proto',
    'http',
    'X-Forwarded-Host',
    'evil.example',
    'Forwarded',
    'for=1.1.1.1;host=evil.example',
  ]
  test.each([
    ['a peer outside the trusted networks', direct, trustedProxies],
    ['any peer, without trusted networks', { ...direct, address: '10.0.0.1' }, []],
  ] as const)('A9: %s', (_, connection, trusted) => {
    expect(resolveForwarded(lies, connection, { trustedProxies: trusted })).toMatchObject({
      ok: true,
      client: connection.address,
      proto: 'https',
      host: 'app.example.com',
    })
  })
  test('what a stranger writes is not even read', () => {
    expect(resolve(['Forwarded', '"""', 'X-Forwarded-For', 'x'.repeat(9000)], direct).ok).toBe(true)
  })
})

describe('a trusted proxy is believed', () => {
  test.each<[string, FieldList, object]>([
    ['nothing said', [], { client: '10.0.0.1', proto: 'http', host: 'inner.example' }],
    ['For', ['X-Forwarded-For', '192.0.2.7'], { client: '192.0.2.7' }],
    ['For with a port', ['X-Forwarded-For', '192.0.2.7:5123'], { client: '192.0.2.7' }],
    ['For in IPv6', ['X-Forwarded-For', '2001:DB8::7'], { client: '2001:db8::7' }],
    ['For in IPv6 with a port', ['X-Forwarded-For', '[2001:db8::7]:80'], { client: '2001:db8::7' }],
    ['For in mapped IPv6', ['X-Forwarded-For', '::ffff:192.0.2.7'], { client: '192.0.2.7' }],
    ['an invented address farther left', ['X-Forwarded-For', '1.1.1.1, 192.0.2.7'], { client: '192.0.2.7' }],
    ['two proxies', ['X-Forwarded-For', '1.1.1.1, 192.0.2.7, 10.0.0.2'], { client: '192.0.2.7' }],
    ['two fields', ['X-Forwarded-For', '1.1.1.1', 'x-forwarded-for', '192.0.2.7'], { client: '192.0.2.7' }],
    ['proxies only', ['X-Forwarded-For', '10.0.0.3, 10.0.0.2'], { client: '10.0.0.3' }],
    ['empty entries', ['X-Forwarded-For', ' , 192.0.2.7 ,'], { client: '192.0.2.7' }],
    ['Proto alone', ['X-Forwarded-Proto', 'HTTPS'], { client: '10.0.0.1', proto: 'https' }],
    ['the scheme of a WebSocket', ['X-Forwarded-Proto', 'wss'], { proto: 'https' }],
    ['Host', ['X-Forwarded-Host', 'App.Example.com:8443'], { host: 'app.example.com:8443' }],
    [
      'an appended Proto',
      ['X-Forwarded-For', '1.1.1.1, 192.0.2.7', 'X-Forwarded-Proto', 'https, http'],
      { proto: 'http' },
    ],
    [
      'Proto set by the outer of two proxies',
      ['X-Forwarded-For', '192.0.2.7, 10.0.0.2', 'X-Forwarded-Proto', 'https'],
      { proto: 'https' },
    ],
    [
      'Forwarded',
      ['Forwarded', 'for=192.0.2.7;proto=https;host=a.example'],
      { client: '192.0.2.7', proto: 'https', host: 'a.example' },
    ],
    [
      'Forwarded, quoted',
      ['Forwarded', 'For="[2001:db8::7]:80"; Host="a.example:81"'],
      { client: '2001:db8::7', host: 'a.example:81' },
    ],
    [
      'Forwarded, invented part',
      ['Forwarded', 'for=1.1.1.1;proto=https, for=192.0.2.7;proto=http'],
      { client: '192.0.2.7', proto: 'http' },
    ],
    [
      'Forwarded, two proxies',
      ['Forwarded', 'for=192.0.2.7;proto=https, for=10.0.0.2'],
      { client: '192.0.2.7', proto: 'https' },
    ],
    ['Forwarded, comma in quotes', ['Forwarded', 'by="a,b;c";for=192.0.2.7'], { client: '192.0.2.7' }],
    ['Forwarded, empty parts', ['Forwarded', ', for=192.0.2.7;; ,'], { client: '192.0.2.7' }],
    [
      'Forwarded, hidden client',
      ['Forwarded', 'for=1.1.1.1, for=unknown;proto=https'],
      { client: '10.0.0.1', proto: 'https' },
    ],
    ['Forwarded, hidden by the outer proxy', ['Forwarded', 'for=_x, for=10.0.0.2'], { client: '10.0.0.2' }],
    [
      'both kinds, agreeing',
      ['Forwarded', 'for=192.0.2.7', 'X-Forwarded-For', '192.0.2.7', 'X-Forwarded-Proto', 'https'],
      { client: '192.0.2.7', proto: 'https' },
    ],
  ])('%s', (_, fields, expected) => expect(resolve(fields)).toMatchObject({ ok: true, ...expected }))
})

describe('a trusted proxy that cannot be understood is a problem', () => {
  test.each<[string, FieldList]>([
    ['no address', ['X-Forwarded-For', 'example.com']],
    ['a broken address', ['X-Forwarded-For', '192.0.2.777']],
    ['an address that only some read', ['X-Forwarded-For', '127.1']],
    ['a broken address farther left', ['X-Forwarded-For', 'x, 192.0.2.7']],
    ['an unknown scheme', ['X-Forwarded-Proto', 'ftp']],
    ['a host with a path', ['X-Forwarded-Host', 'a.example/x']],
    ['a host with a user', ['X-Forwarded-Host', 'u@a.example']],
    ['a host with a broken port', ['X-Forwarded-Host', 'a.example:8x']],
    ['a broken IPv6 host', ['X-Forwarded-Host', '[::g]']],
    ['a long host', ['X-Forwarded-Host', 'a'.repeat(300)]],
    ['too many hops', ['X-Forwarded-For', Array(51).fill('192.0.2.7').join(',')]],
    ['too long', ['X-Forwarded-For', ','.repeat(8193)]],
    ['Forwarded without quotes', ['Forwarded', 'for=[2001:db8::7]']],
    ['Forwarded with a port without quotes', ['Forwarded', 'for=192.0.2.7:80']],
    ['Forwarded with an open quote', ['Forwarded', 'for="192.0.2.7']],
    ['Forwarded with a repeat', ['Forwarded', 'for=192.0.2.7;For=192.0.2.8']],
    ['Forwarded without a value', ['Forwarded', 'for']],
    ['Forwarded with a space', ['Forwarded', 'for = 192.0.2.7']],
    ['Forwarded, too many', ['Forwarded', Array(51).fill('for=192.0.2.7').join(',')]],
    ['Forwarded, too long', ['Forwarded', `by="${'x'.repeat(9000)}"`]],
  ])('%s', (_, fields) => {
    expect(resolve(fields)).toMatchObject({ ok: false, code: 'proxy/forwarded-headers', reason: 'malformed' })
  })
  test.each<[string, FieldList]>([
    ['client', ['Forwarded', 'for=192.0.2.8', 'X-Forwarded-For', '192.0.2.7']],
    ['client', ['Forwarded', 'for=unknown', 'X-Forwarded-For', '192.0.2.7']],
    ['proto', ['Forwarded', 'proto=http', 'X-Forwarded-Proto', 'https']],
    ['host', ['Forwarded', 'host=evil.example', 'X-Forwarded-Host', 'a.example']],
  ])('the two kinds contradict each other about the %s', (part, fields) => {
    const result = resolve(fields)
    expect(result).toMatchObject({ ok: false, code: 'proxy/forwarded-headers', reason: 'disagreement' })
    expect(!result.ok && result.message).toContain(`about the ${part}`)
  })
  test('the message names the field and the part, cut and escaped', () => {
    const result = resolve(['X-Forwarded-For', `\u001b[31m${'x'.repeat(500)}`])
    expect(!result.ok && result.message).toMatch(
      /^X-Forwarded-For of a trusted proxy cannot be read at "\\\\u001b/,
    )
    expect(!result.ok && result.message.length).toBeLessThan(300)
  })
})

describe('what is sent on', () => {
  test('is one hop in both kinds', () => {
    const result = resolve(['X-Forwarded-For', '1.1.1.1, 192.0.2.7, 10.0.0.2', 'X-Forwarded-Proto', 'https'])
    expect(result.ok && result.fields).toEqual([
      'X-Forwarded-For',
      '192.0.2.7',
      'X-Forwarded-Proto',
      'https',
      'X-Forwarded-Host',
      'inner.example',
      'Forwarded',
      'for=192.0.2.7;host="inner.example";proto=https',
    ])
  })
  test('is understood by the next hop as it was meant', () => {
    const node = fc.oneof(fc.ipV4(), fc.ipV6())
    fc.assert(
      fc.property(
        node,
        fc.constantFrom('http', 'https'),
        fc.constantFrom('a.example', '[::1]:8443'),
        (ip, proto, host) => {
          const first = resolveForwarded([], { address: ip, proto, host }, { trustedProxies: [] })
          if (!first.ok) throw new Error(first.message)
          for (const name of ['forwarded', 'x-forwarded-for']) {
            const told =
              name === 'forwarded' ? ['Forwarded', fieldValue(first.fields, name)!] : first.fields.slice(0, 6)
            const trusts = (address: string): boolean => address === '10.0.0.1'
            const next = resolveForwarded(told, behindProxy, { trustedProxies: [trusts] })
            expect(next).toMatchObject({ ok: true, client: first.client, proto, host })
          }
        },
      ),
    )
  })
})

test('no field makes it throw', () => {
  const value = fc.string({
    unit: fc.constantFrom('for', '=', '"', '\\', ',', ';', '10.0.0.1', '[::1]', ' ', 'proto'),
  })
  fc.assert(fc.property(value, (text) => void resolve(['Forwarded', text, 'X-Forwarded-For', text])))
})
