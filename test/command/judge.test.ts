import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFolder, killAll, run, type Folder } from './clearway.ts'

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => {
  killAll()
  folder.remove()
})

const utf8 = { LANG: 'C.UTF-8' }

const exchangeWith = (allowed: string): string =>
  JSON.stringify({
    origin: 'https://app.example.com',
    request: {
      url: 'https://api.example.com/contacts?code=s3cr3tValue0987',
      method: 'PUT',
      headers: { Authorization: 'x' },
    },
    hops: [
      {
        preflight: {
          status: 204,
          headers: {
            'Access-Control-Allow-Origin': allowed,
            'Access-Control-Allow-Methods': 'PUT',
            'Access-Control-Allow-Headers': '*',
          },
        },
        answer: { status: 200, headers: { 'Access-Control-Allow-Origin': allowed } },
      },
    ],
  })

describe('an exchange is judged', () => {
  test('by all four profiles side by side, with what differs between them', async () => {
    const { code, stdout, stderr } = await run(['judge'], utf8, exchangeWith('https://app.example.com'))
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout).toMatchSnapshot()
  })

  test('with what each console says', async () => {
    const { code, stdout } = await run(['judge', '-'], utf8, exchangeWith('https://other.example.com'))
    expect(code).toBe(1)
    expect(stdout).toMatchSnapshot()
    expect(stdout).toContain('console of chromium:')
  })

  test('by one profile, from a file; a call that passes ends with 0', async () => {
    const file = folder.write('exchange.json', exchangeWith('https://app.example.com'))
    const { code, stdout } = await run(['judge', file, '--profile', 'chromium'], utf8)
    expect(code).toBe(0)
    expect(stdout).toContain('readable: the page gets status 200')
    expect(stdout).not.toContain('firefox')
  })

  test('as JSON, secrets redacted', async () => {
    const { code, stdout } = await run(
      ['judge', '--format', 'json'],
      {},
      exchangeWith('https://other.example.com'),
    )
    expect(code).toBe(1)
    const { schema, verdicts } = JSON.parse(stdout) as {
      schema: string
      verdicts: { profile: string; outcome: string }[]
    }
    expect(schema).toBe('clearway.verdict/1')
    expect(verdicts.map(({ profile, outcome }) => `${profile}: ${outcome}`)).toEqual([
      'spec: blocked',
      'chromium: blocked',
      'firefox: blocked',
      'webkit: blocked',
    ])
    expect(stdout).not.toContain('s3cr3tValue0987')
  })

  test('where an answer is missing, it says which, and ends with 1', async () => {
    const exchange = { origin: 'https://a.test', request: { url: 'https://b.test/' }, hops: [] }
    const { code, stdout } = await run(['judge', '--profile', 'spec'], {}, JSON.stringify(exchange))
    expect(code).toBe(1)
    expect(stdout).toContain('undecided: the answer to the call is missing at hops[0]')
  })
})

test('all mistakes of an exchange are named with their paths, and end it with 2', async () => {
  const text = '{"origin": "https://a.test/", "request": {"url": "/x", "mode": "core"}, "hop": []}'
  expect(await run(['judge'], {}, text)).toEqual({
    code: 2,
    stdout: '',
    stderr: `clearway judge: standard input is no exchange
  origin: write the origin as browsers send it: https://app.example.com, or null
  request.url: write the URL whole, as in https://api.example.com/contacts
  request.mode: this must be one of "cors", "no-cors", "same-origin", "navigate", "websocket"
  hops: this is missing: a list
  hop: nothing is called so here: did you mean hops?
`,
  })
})

test('without UTF-8 in the locale nothing but ASCII comes out', async () => {
  const { stdout } = await run(['judge'], { LANG: 'C' }, exchangeWith('*'))
  expect(stdout).toMatch(/^[\n\x20-\x7E]+$/)
})
