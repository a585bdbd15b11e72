import { parseOrigin } from '@clearway/rules/origins'
import { catalogue, type Fix } from '@clearway/rules/problems'
import { assert, constantFrom, oneof, property, string, webUrl } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact } from '../redact/redact.ts'
import { insertOrigins } from './insert-origins.ts'

const fix = (text: string, steps = 'Do it.'): Fix => ({ title: 'Do it', steps, language: 'text', text })
const inserted = (text: string, page?: string, called?: string): string | undefined =>
  insertOrigins(fix(text), { page, called }).text

const [page, called] = ['https://crm.contoso.com:8443', 'https://api.contoso.com']
const catalogueFixes = Object.values(catalogue).flatMap(({ fixes }) => fixes)
const example = /(?<![\w.-])(?:contacts|app|api)\.example\.com/

describe('the origins of the case stand in place of the examples', () => {
  test.each([
    ['origins: [https://contacts.example.com]', `origins: [${page}]`],
    ['- external: https://api.example.com/contacts/', `- external: ${called}/contacts/`],
    [
      "curl -H 'Origin: https://app.example.com' https://api.example.com/a",
      `curl -H 'Origin: ${page}' ${called}/a`,
    ],
    ['"https://contacts.example.com" "https://contacts.example.com";', `"${page}" "${page}";`],
    ["domains: ['api.example.com'],", "domains: ['api.contoso.com'],"],
    ['server_name contacts.example.com;', 'server_name crm.contoso.com;'],
  ])('%s', (text, expected) => {
    expect(inserted(text, page, called)).toBe(expected)
  })

  test.each([
    'https://*.example.com',
    'https://reports.example.com',
    'http://api.intranet.example.com/',
    'https://api.example.com.evil.test/',
    'https://api.example.com:8443/',
    'https://my-api.example.com/',
    'https://x@api.example.com/',
    'ada@contacts.example.com',
    'http://api.example.com/',
  ])('but not in %s, which is another', (text) => {
    expect(inserted(text, page, called)).toBe(text)
  })

  test('in the steps only whole origins: hosts stand there as models', () => {
    const steps =
      'Open `https://contacts.example.com/`. Two hosts such as `contacts.example.com` are one site.'
    expect(insertOrigins(fix('', steps), { page, called }).steps).toBe(
      `Open \`${page}/\`. Two hosts such as \`contacts.example.com\` are one site.`,
    )
  })

  test('at once, so that an origin that is an example itself is left alone', () => {
    const text = 'https://contacts.example.com https://api.example.com'
    expect(inserted(text, 'https://api.example.com', 'https://contacts.example.com')).toBe(
      'https://api.example.com https://contacts.example.com',
    )
  })

  test('in all texts of the catalogue', () => {
    for (const each of catalogueFixes)
      expect(insertOrigins(each, { page, called }).text ?? '').not.toMatch(example)
  })

  test('which redaction leaves whole', () => {
    for (const each of catalogueFixes) {
      const { text = '' } = insertOrigins(each, { page, called })
      if (text !== (each.text ?? '')) expect(redact(text)).toBe(text)
    }
  })
})

describe('the example stays', () => {
  const text = 'https://contacts.example.com calls https://api.example.com'

  test.each([
    ['where neither is known', undefined, undefined, text],
    ['for a page that is not known', undefined, called, `https://contacts.example.com calls ${called}`],
    ['for an API that is not known', page, undefined, `${page} calls https://api.example.com`],
    ['for a page without an origin', 'null', called, `https://contacts.example.com calls ${called}`],
    [
      'for an address in brackets',
      'http://[::1]:4200',
      called,
      `https://contacts.example.com calls ${called}`,
    ],
    ['for a provider', page, 'https://login.microsoftonline.com', `${page} calls https://api.example.com`],
    [
      'for an API that the page may not call',
      page,
      'http://api.contoso.com',
      `${page} calls https://api.example.com`,
    ],
    ['for more than an origin', page, `${called}/a`, `${page} calls https://api.example.com`],
    ['for capital letters', page, 'https://API.contoso.com', `${page} calls https://api.example.com`],
  ])('%s', (_, thePage, theApi, expected) => {
    expect(inserted(text, thePage, theApi)).toBe(expected)
  })

  test.each([
    ['app.use(cors({ origin: ["https://contacts.example.com"], credentials: true }))', 'js'],
    ['WithOrigins("https://contacts.example.com").AllowCredentials()', 'csharp'],
    ['- external: https://contacts.example.com/', 'yaml'],
  ])('for a page by plain http in %s, but not for one on this machine', (text, language) => {
    const each = { ...fix(text), language }
    expect(insertOrigins(each, { page: 'http://intranet' }).text).toBe(text)
    expect(insertOrigins(each, { page: 'http://localhost:4200' }).text).toContain('http://localhost:4200')
  })

  test('but not in a text that only asks, as the page by plain http does', () => {
    const text = "curl -si -H 'Origin: https://contacts.example.com' https://api.example.com/a"
    expect(inserted(text, 'http://intranet', 'http://api.intranet')).toBe(
      "curl -si -H 'Origin: http://intranet' http://api.intranet/a",
    )
  })

  test('but an API on this machine may be called by plain http', () => {
    expect(inserted(text, page, 'http://localhost:5000')).toBe(`${page} calls http://localhost:5000`)
  })
})

test('nothing but an origin is ever inserted', () => {
  const odd = oneof(
    string(),
    webUrl(),
    webUrl().map((url) => new URL(url).origin),
    string().map((text) => `https://a.example${text}`),
    constantFrom(
      'https://a\nb',
      "https://a'",
      'https://$&',
      "https://a.test'; rm -rf /",
      'https://a.test"',
      '$1',
    ),
  )
  assert(
    property(constantFrom(...catalogueFixes), odd, odd, (each, thePage, theApi) => {
      const parties = { page: parseOrigin(thePage), called: parseOrigin(theApi) }
      const result = insertOrigins(each, { page: thePage, called: theApi })
      expect(result).toEqual(insertOrigins(each, parties))
      if (parties.page === undefined && parties.called === undefined) expect(result).toEqual(each)
    }),
  )
})
