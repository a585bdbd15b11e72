import { readBrowserMessage } from '@clearway/rules/messages'
import { describe, expect, test } from 'vitest'
import { anEntry, aPreflight, type EntrySketch } from '../../test-support/entries.ts'
import type { ConsoleMessage, Entry, Lack, Material } from '../material.ts'
import { recordExchanges } from './record-exchanges.ts'
import type { RecordedExchange } from './recorded-exchange.ts'

const page = 'https://app.example.com'
const fromPage = ['Origin', page, 'Sec-Fetch-Mode', 'cors']
const allowed = ['Access-Control-Allow-Origin', page]
const kept = 'net::ERR_FAILED'

const lines = (...texts: readonly string[]): readonly ConsoleMessage[] =>
  texts.flatMap((text, at) => {
    const message = readBrowserMessage(text)
    return message ? [{ at: { input: 'console.txt', line: at + 1 }, message, text }] : []
  })

const record = (
  entries: readonly Entry[],
  {
    lacks = [],
    messages = [],
    by,
  }: {
    lacks?: readonly Lack[]
    messages?: readonly ConsoleMessage[]
    by?: 'chromium' | 'firefox' | 'webkit'
  } = {},
): readonly RecordedExchange[] => {
  const material: Material = {
    entries,
    messages,
    tokens: [],
    logLines: [],
    lacks: new Map([['a.har', new Set(lacks)]]),
    recordedBy: new Map(by ? [['a.har', by]] : []),
  }
  return recordExchanges(material)
}

const call = (sketch: EntrySketch): Entry => anEntry({ headers: fromPage, ...sketch })

describe('the verdict', () => {
  test('of a call whose answer names the page’s origin is that the page can read it', () => {
    const [exchange] = record([call({ answer: allowed })])
    expect(exchange).toMatchObject({
      kind: 'call',
      ended: 'delivered',
      page: { origin: page, from: 'origin header' },
      verdict: { outcome: 'readable', status: 200 },
    })
  })

  test('of an answer that was kept back has the step and the code', () => {
    const [exchange] = record([call({ error: kept })])
    expect(exchange).toMatchObject({
      ended: 'blocked',
      verdict: { outcome: 'blocked', step: 'C1', code: 'cors/missing-allow-origin' },
    })
  })

  test('of a refused preflight is made from the preflight, though the call has no status', () => {
    const [exchange] = record([
      aPreflight('PUT', { entry: 0, headers: fromPage, status: 405 }),
      anEntry({ entry: 1, method: 'PUT', status: 0, error: kept }),
    ])
    expect(exchange).toMatchObject({
      ended: 'blocked',
      page: { origin: page },
      verdict: { outcome: 'blocked', at: 'preflight', code: 'cors/missing-allow-origin' },
    })
  })

  test('of a call with a token is the same when the recorder shows no preflights', () => {
    const sent = call({ method: 'PUT', headers: [...fromPage, 'authorization', 'Bearer'], answer: allowed })
    expect(record([sent], { lacks: ['preflights'] })[0]?.verdict).toMatchObject({ outcome: 'readable' })
  })

  test('of a redirect to another origin’s sign-in page stops there', () => {
    const signIn = 'https://login.example.com/authorize?client_id=1'
    const [exchange] = record([
      anEntry({
        entry: 0,
        url: `${page}/api/contacts`,
        headers: ['Sec-Fetch-Site', 'same-origin', 'Sec-Fetch-Mode', 'cors'],
        status: 302,
        answer: ['Location', signIn],
      }),
      call({ entry: 1, url: signIn, error: kept }),
    ])
    expect(exchange?.page).toEqual({ origin: page, from: 'same-origin' })
    expect(exchange?.verdict).toMatchObject({ outcome: 'blocked', hop: 1, step: 'C1' })
  })

  test('is not made where nothing tells which page called', () => {
    const [exchange] = record([anEntry({ headers: [] })])
    expect(exchange?.page).toBeUndefined()
    expect(exchange?.verdict).toBeUndefined()
  })

  test('is that of the browser which recorded', () => {
    const star = ['Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Headers', '*']
    const entries = [
      aPreflight('GET', { headers: [...fromPage, 'Access-Control-Request-Headers', 'dpr'], answer: star }),
      call({ headers: [...fromPage, 'dpr', '2'], answer: star }),
    ]
    expect(record(entries, { by: 'firefox' })[0]).toMatchObject({ profile: 'firefox' })
    expect(record(entries)[0]).toMatchObject({ profile: 'chromium', verdict: { outcome: 'readable' } })
  })
})

describe('the credentials mode', () => {
  const modeOf = (exchanges: readonly RecordedExchange[]): unknown =>
    exchanges[0]?.exchange?.request.credentials

  test('is include when a cookie went along', () => {
    const headers = [...fromPage, 'Cookie', 'session=#1234']
    expect(modeOf(record([call({ headers, answer: allowed, error: kept })]))).toBe('include')
  })

  test('is the one that explains what the browser did, where cookies were taken out', () => {
    const star = ['Access-Control-Allow-Origin', '*']
    const lacks: readonly Lack[] = ['cookies']
    expect(modeOf(record([call({ answer: star, error: kept })], { lacks }))).toBe('include')
    expect(modeOf(record([call({ answer: star })], { lacks }))).toBe('same-origin')
  })

  test('is the one that the console’s line tells', () => {
    const url = 'https://api.example.com/contacts'
    const messages = lines(
      `Access to fetch at '${url}' from origin '${page}' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.`,
    )
    const exchanges = record([call({ answer: allowed })], { lacks: ['verdict'], messages })
    expect(modeOf(exchanges)).toBe('include')
    expect(exchanges[0]).toMatchObject({
      ended: 'blocked',
      verdict: { code: 'cors/credentials-not-allowed' },
    })
  })
})

describe('the end', () => {
  test.each([
    ['an answer that the page got', {}, 'delivered'],
    ['a name that was not resolved', { status: 0, error: 'net::ERR_NAME_NOT_RESOLVED' }, 'failed'],
    ['an answer that was kept back', { error: kept }, 'blocked'],
    ['no answer at all', { status: 0 }, 'failed'],
  ] as const)('of %s is told', (_, sketch, ended) => {
    expect(record([call(sketch)])[0]?.ended).toBe(ended)
  })

  test('is not told by a recorder that sees only the wire', () => {
    expect(record([call({})], { lacks: ['verdict'] })[0]?.ended).toBe('not-told')
  })
})

describe('console lines', () => {
  const url = 'https://api.example.com/contacts'
  const line = `Access to fetch at '${url}?page=2' from origin '${page}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`

  test('go to the call that they speak of, whatever its query', () => {
    const messages = lines(line)
    const [one, other] = record(
      [call({ entry: 0, url, error: kept }), call({ entry: 1, url: `${url}/7`, error: kept })],
      { messages },
    )
    expect([one?.messages, other?.messages]).toEqual([messages, []])
  })

  test('do not go to a call that the page got', () => {
    expect(record([call({ url, answer: allowed })], { messages: lines(line) })[0]?.messages).toEqual([])
  })

  test('tell the page where the capture does not', () => {
    const [exchange] = record([anEntry({ url, error: kept })], { messages: lines(line) })
    expect(exchange).toMatchObject({
      page: { origin: page, from: 'console line' },
      verdict: { outcome: 'blocked' },
    })
  })
})

describe('the kind', () => {
  test.each([
    ['document', 'navigation'],
    ['image', 'element'],
    ['xhr', 'call'],
  ] as const)('of a %s is a %s', (type, kind) => {
    expect(record([call({ type })])[0]?.kind).toBe(kind)
  })

  test('is told by Sec-Fetch-Dest where the recorder gives no type, as in proxies', () => {
    const { type: _, ...untyped } = call({ headers: ['Sec-Fetch-Dest', 'image', 'Referer', `${page}/`] })
    expect(record([untyped])[0]).toMatchObject({ kind: 'element', verdict: { outcome: 'opaque' } })
  })

  test('navigation is no question of CORS', () => {
    expect(record([call({ type: 'document' })])[0]?.verdict?.outcome).toBe('not-cors')
  })
})

test('captures are not mixed: a preflight of one does not go with a call of another', () => {
  const entries = [
    aPreflight('PUT', { input: 'a.har', headers: fromPage }),
    call({ input: 'b.har', method: 'PUT', answer: allowed }),
  ]
  expect(record(entries).map(({ hops }) => hops.map((hop) => Object.keys(hop)))).toEqual([
    [['preflight']],
    [['call']],
  ])
})
