import { describe, expect, test } from 'vitest'
import {
  api,
  capture,
  foundBy,
  heardIn,
  keptBack,
  open,
  openWithCookies,
  page,
  preflight,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { headerNotAllowed } from './header-not-allowed.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { multipleAllowOrigin } from './multiple-allow-origin.ts'
import { opaqueOrigin } from './opaque-origin.ts'
import { originNotAllowed } from './origin-not-allowed.ts'
import { taintedOrigin } from './tainted-origin.ts'

const url = `${api}/contacts`
const get = (answers: Recorded['answers'], more: Partial<Recorded> = {}): Recorded => ({
  url,
  status: 200,
  error: keptBack,
  ...(answers && { answers }),
  ...more,
})
const withCookies = { origin: page, cookie: 'session=#1a2b' }

describe('what the rule book says of a blocked call', () => {
  test.each<[string, readonly Recorded[], string]>([
    ['no header', [get({})], 'cors/missing-allow-origin'],
    [
      'another origin',
      [get({ 'access-control-allow-origin': 'https://other.example' })],
      'cors/origin-not-allowed',
    ],
    [
      'a text that is no origin',
      [get({ 'access-control-allow-origin': 'app.example.com' })],
      'cors/invalid-allow-origin',
    ],
    ['a header twice', [get({ 'access-control-allow-origin': [page, page] })], 'cors/multiple-allow-origin'],
    [
      'a wildcard with cookies',
      [get({ 'access-control-allow-origin': '*' }, { asks: withCookies })],
      'cors/wildcard-with-credentials',
    ],
    ['no word of credentials', [get(open, { asks: withCookies })], 'cors/credentials-not-allowed'],
    [
      'credentials misspelt',
      [get({ ...open, 'access-control-allow-credentials': 'True' }, { asks: withCookies })],
      'cors/credentials-not-allowed',
    ],
    [
      'a method that is not listed',
      [
        preflight(url, { method: 'PUT' }, { status: 204, answers: open, error: keptBack }),
        { url, method: 'PUT', status: 0, error: keptBack },
      ],
      'cors/method-not-allowed',
    ],
    [
      'a header that is not listed',
      [
        preflight(url, { headers: 'x-a' }, { status: 204, answers: open, error: keptBack }),
        { url, status: 0, error: keptBack },
      ],
      'cors/header-not-allowed',
    ],
    [
      'a list of methods that cannot be read',
      [
        preflight(
          url,
          { method: 'PUT' },
          { status: 204, answers: { ...open, 'access-control-allow-methods': 'PUT; GET' }, error: keptBack },
        ),
        { url, method: 'PUT', status: 0, error: keptBack },
      ],
      'cors/invalid-allow-list',
    ],
  ])('%s', (_, recorded, code) => expect(heardIn(capture(recorded))).toEqual([code]))

  test.each<[string, readonly Recorded[]]>([
    ['the origin by its name', [get(open)]],
    ['everybody, without cookies', [get({ 'access-control-allow-origin': '*' })]],
    ['the origin and its cookies', [get(openWithCookies, { asks: withCookies })]],
    ['an error that is open', [get(open, { status: 500 })]],
  ])('an answer that allows %s is no finding', (_, recorded) => {
    expect(heardIn(capture(recorded.map(({ error: __, ...answered }) => answered)))).toEqual([])
    expect(
      heardIn(
        capture(recorded, { lacks: ['verdict'] }).exchanges.length
          ? capture(
              recorded.map(({ error: __, ...answered }) => answered),
              { lacks: ['verdict'] },
            )
          : capture([]),
      ),
    ).toEqual([])
  })
})

test('an origin that is nearly right is named with the difference', () => {
  const [found] = foundBy(originNotAllowed, capture([get({ 'access-control-allow-origin': `${page}/` })]))
  expect(found?.summary).toContain('nearly right, but the value has a slash at its end')
  expect(found?.evidence).toContainEqual(expect.objectContaining({ what: 'difference' }))
})

test('two parts that both add the header', () => {
  const [found] = foundBy(
    multipleAllowOrigin,
    capture([get({ 'access-control-allow-origin': [page, page], server: 'nginx/1.27' })]),
  )
  expect(found?.summary).toContain('the application and nginx')
})

test('a method in lower case has its spelling as the fix', () => {
  const answers = { ...open, 'access-control-allow-methods': 'GET, PATCH' }
  const all = capture([
    preflight(url, { method: 'patch' }, { status: 204, answers, error: keptBack }),
    { url, method: 'patch', status: 0, error: keptBack },
  ])
  expect(heardIn(all)).toEqual(['cors/method-not-allowed'])
  expect(foundBy(methodNotAllowed, all)[0]?.fixes?.[0]).toMatchObject({ title: 'Write the method as PATCH' })
})

test('a header of a tracing SDK is named with the SDK', () => {
  const answers = { ...open, 'access-control-allow-headers': 'content-type' }
  const all = capture([
    preflight(url, { headers: 'content-type,traceparent' }, { status: 204, answers, error: keptBack }),
    { url, status: 0, error: keptBack },
  ])
  const [found] = foundBy(headerNotAllowed, all)
  expect(found?.summary).toContain('with the header traceparent')
  expect(found?.summary).toContain('OpenTelemetry')
})

describe('a redirect across origins', () => {
  const other = 'https://files.other.example/contacts'
  const redirect = { ...get({ ...open, location: other }, { status: 302 }) }
  const { error: _, ...followed } = redirect
  const last: Recorded = { url: other, asks: { origin: 'null' }, status: 200, answers: open, error: keptBack }

  test('makes the origin null, and the way is named', () => {
    const all = capture([followed, last])
    expect(heardIn(all)).toEqual(['cors/tainted-origin'])
    const [found] = foundBy(taintedOrigin, all)
    expect(found?.summary).toContain('https://api.example.com to https://files.other.example')
    expect(found?.fixes?.[0]?.steps).toContain(other)
  })

  test('is read when everybody is allowed', () => {
    const { error: __, ...answered } = last
    expect(
      heardIn(capture([followed, { ...answered, answers: { 'access-control-allow-origin': '*' } }])),
    ).toEqual([])
  })
})

test.each([
  ['file:///C:/a.html', 'A page that was opened as a local file'],
  ['data:text/html,a', 'A page that was opened from a data: URL'],
  [`${page}/frame`, 'A page in a sandboxed frame'],
])('the origin of %s is null: %s', (address, words) => {
  const answers = { 'access-control-allow-origin': 'https://other.example' }
  const all = capture([get(answers, { asks: { origin: 'null' }, page: address })])
  expect(heardIn(all)).toEqual(['cors/opaque-origin'])
  expect(foundBy(opaqueOrigin, all)[0]?.summary).toContain(words)
})

test('no summary and no fix proposes a wildcard or the origin null', () => {
  const texts = JSON.stringify(
    [
      originNotAllowed,
      multipleAllowOrigin,
      headerNotAllowed,
      methodNotAllowed,
      taintedOrigin,
      opaqueOrigin,
    ].flatMap((check) =>
      foundBy(check, capture([get({ 'access-control-allow-origin': 'https://other.example' })])),
    ),
  )
  expect(texts).not.toMatch(/allow-origin: (?:\*|null)/i)
})
