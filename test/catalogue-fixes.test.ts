import { parseConfig } from '@clearway/gateway'
import { catalogue } from '@clearway/rules/problems'
import { rankWays } from '@clearway/rules/publishing'
import { expect, test } from 'vitest'
import { insertOrigins } from '../packages/doctor/src/fixes/insert-origins.ts'

const authority = '  authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0\n'
const clientId = '  clientId: 00000000-0000-0000-0000-000000000000\n'

const segment = `\
segments:
  - external: https://contacts.example.com/
    internal: http://10.0.0.5:8080/
`

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '    ')

const application = `applications:\n  - name: contacts\n${indented(segment)}`

const has = (text: string, key: string): boolean => new RegExp(`^ *(?:- )?${key}:`, 'm').test(text)

/**
 * An excerpt as a reader would put it into a whole configuration: below the keys that it belongs under, with what
 * it leaves out. Texts are put together, not values, so that indentation is as it will be copied.
 */
const whole = (excerpt: string): string => {
  let text = `${excerpt}\n`
  if (/^bearer:/m.test(text)) text = `${segment}    accept: [session, bearer]\n${indented(text)}`
  if (/^segments:/m.test(text)) text = `applications:\n  - name: contacts\n${indented(text)}`
  if (has(text, 'applications') && !has(text, 'segments')) text += indented(segment)
  if (has(text, 'identity')) {
    if (!has(text, 'authority')) text = text.replace(/^identity:\n/m, `$&${authority}`)
    if (!has(text, 'clientId')) text = text.replace(/^identity:\n/m, `$&${clientId}`)
  } else text = `identity:\n${authority}${clientId}${text}`
  if (!has(text, 'listen')) text = `listen: http://127.0.0.1:8080\n${text}`
  return has(text, 'applications') ? text : `${text}${application}`
}

const references = /\$\{(?:env|file):[^}]+\}/g

/** What is wrong with an excerpt in a configuration; what references lead to is the reader's own: any value does. */
const mistakesIn = (excerpt: string): string => {
  const text = whole(excerpt).replaceAll(references, 'x'.repeat(40))
  const loaded = parseConfig(text, { name: 'clearway.yaml', folder: '/nowhere', env: {} })
  return loaded.ok ? '' : loaded.text
}

const fixes = Object.entries(catalogue).flatMap(([code, { fixes }]) =>
  fixes.flatMap(({ title, language, text = '' }) =>
    language === 'yaml' ? [[code, title, text] as const] : [],
  ),
)

/** Kubernetes is configured in YAML too. */
const isForKubernetes = (text: string): boolean => text.startsWith('lifecycle:')

test.each(fixes.filter(([, , text]) => !isForKubernetes(text)))(
  '%s: "%s" is valid in a configuration',
  (_code, _title, text) => {
    expect(mistakesIn(text)).toBe('')
  },
)

const apart: readonly (readonly [page: string, api: string])[] = [
  ['https://a.example.com', 'https://a.example.com:8443'],
  ['https://a.example.com', 'https://b.example.com'],
  ['https://a.example.com', 'https://b.example.org'],
  ['https://a-contoso.msappproxy.net', 'https://b-contoso.msappproxy.net'],
  ['http://a.example.com', 'https://b.example.com'],
  ['http://localhost:4200', 'http://localhost:5000'],
  ['https://[2001:db8::1]:8443', 'https://10.0.0.6'],
]

test.each(apart)('the ways to bring %s and %s together are valid in a configuration', (page, api) => {
  const internal = { page: 'http://intranet/page/', api: 'http://intranet/api/' }
  for (const facts of [{}, { internal }, { ownApi: false }, { redirectedToSignIn: true }]) {
    const texts = rankWays(page, api, facts).flatMap(({ changes }) =>
      changes.flatMap(({ language, text = '' }) => (language === 'yaml' ? [text] : [])),
    )
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(mistakesIn(text)).toBe('')
  }
})

test.each([...apart, ['https://a.example.com', 'https://a.example.com'] as const])(
  'the texts are valid with the page %s and the API %s inserted',
  (page, called) => {
    const ofClearway = Object.values(catalogue)
      .flatMap((info) => info.fixes)
      .filter(({ language, text = '' }) => language === 'yaml' && !isForKubernetes(text))
    for (const fix of new Set(ofClearway)) {
      const { text = '' } = insertOrigins(fix, { page, called })
      expect(`${text}\n${mistakesIn(text)}`).toBe(`${text}\n`)
    }
  },
)

test('nearly every text in YAML is for Clearway', () => {
  expect(fixes.filter(([, , text]) => isForKubernetes(text)).map(([code]) => code)).toEqual([
    'gateway/shutting-down',
  ])
  expect(fixes.length).toBeGreaterThan(30)
})

test.each([
  'sesions: { idle: 8h }',
  'sessions:\n  idle: 8',
  'identity:\n  clientID: x',
  'applications:\n  - name: A',
  'segments:\n  - external: https://a.example.com/',
  'segments:\n- external: https://a.example.com/\n   internal: http://a/',
  'bearer: { audience: a }',
])('a mistake in such a text would be found: %j', (text) => {
  expect(mistakesIn(text)).toContain('config/')
})
