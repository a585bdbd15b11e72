import { anything, assert, asyncProperty, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readExchange } from './read-exchange.ts'

const good = {
  origin: 'https://app.example.com',
  request: { url: 'https://api.example.com/', method: 'PUT', credentials: 'include' },
  hops: [{ preflight: { status: 204, headers: { Vary: 'Origin' } }, answer: { status: 200, headers: [] } }],
}

const mistakesOf = async (data: unknown): Promise<readonly string[]> => {
  const read = await readExchange(typeof data === 'string' ? data : JSON.stringify(data))
  return read.ok ? [] : read.mistakes.map(({ path, message }) => `${path}: ${message}`)
}

describe('an exchange', () => {
  test('is read with headers as an object, whose values may be lists', async () => {
    const headers = { Vary: 'Origin', 'Access-Control-Allow-Origin': ['a', 'b'] }
    const read = await readExchange(JSON.stringify({ ...good, hops: [{ answer: { status: 200, headers } }] }))
    expect(read).toEqual({
      ok: true,
      exchange: {
        ...good,
        hops: [
          {
            answer: {
              status: 200,
              headers: [
                'Vary',
                'Origin',
                'Access-Control-Allow-Origin',
                'a',
                'Access-Control-Allow-Origin',
                'b',
              ],
            },
          },
        ],
      },
    })
  })

  test('is read with headers as a flat list, and without any', async () => {
    const hops = [{ answer: { status: 200, headers: ['Vary', 'Origin'] } }, { answer: { status: 204 } }]
    const read = await readExchange(JSON.stringify({ ...good, hops }))
    expect(read.ok && read.exchange.hops).toEqual([hops[0], { answer: { status: 204, headers: [] } }])
  })

  test('is read with everything that the type knows', async () => {
    const whole = {
      ...good,
      request: {
        ...good.request,
        headers: ['X-A', '1'],
        mode: 'cors',
        redirect: 'manual',
        cache: 'no-store',
        body: 'stream',
        uploadListeners: true,
        api: 'xhr',
      },
      hops: [],
      preflightCache: [
        { origin: 'null', url: 'https://a.test/', credentials: true, until: 60, allows: { method: 'PUT' } },
        { origin: 'null', url: 'https://a.test/', credentials: true, until: 60, allows: { header: 'x-a' } },
      ],
      now: 5,
      cookies: [
        {
          name: 'a',
          host: 'a.test',
          subdomains: true,
          path: '/',
          secure: true,
          sameSite: 'none',
          partition: 'https://b.test',
        },
      ],
      thirdPartyCookies: 'blocked',
    }
    expect(await readExchange(JSON.stringify(whole))).toEqual({ ok: true, exchange: whole })
  })

  test('is read behind a byte order mark', async () => {
    expect((await readExchange(`\uFEFF${JSON.stringify(good)}`)).ok).toBe(true)
  })
})

describe('mistakes', () => {
  test('are all told at once, each with its path and what may stand there', async () => {
    expect(
      await mistakesOf({
        origin: 'https://app.example.com/',
        request: { url: '/x', credentials: 'yes', foo: 1 },
        hops: [
          { answer: { status: '200', headers: ['a'] } },
          { answer: { status: 99, headers: 5 } },
          { answr: {} },
        ],
        cookies: [{}],
        preflightCache: [{ origin: 'null', url: 'u', credentials: 1, until: 1, allows: 1 }],
      }),
    ).toMatchInlineSnapshot(`
      [
        "origin: write the origin as browsers send it: https://app.example.com, or null",
        "request.url: write the URL whole, as in https://api.example.com/contacts",
        "request.credentials: this must be one of "omit", "same-origin", "include"",
        "request.foo: nothing is called so here",
        "hops[0].answer.status: this must be a number",
        "hops[0].answer.headers: a list of headers is name, value, name, value …; one is missing",
        "hops[1].answer.status: this is too small: 100 is the least",
        "hops[1].answer.headers: headers are an object, {"Vary": "Origin"}, or a list of names and values in turn",
        "hops[2].answr: nothing is called so here",
        "preflightCache[0].credentials: this must be true or false",
        "preflightCache[0].allows: this must be either {"method": "PUT"} or {"header": "x-name"}",
        "cookies[0].name: this is missing: a text",
        "cookies[0].host: this is missing: a text",
      ]
    `)
  })

  test.each([
    ['', ': this is empty: bring an object with origin, request and hops'],
    [' \n', ': this is empty: bring an object with origin, request and hops'],
    ['{\n"origin"\n:}', ': this is no JSON'],
    ['{"origin": "x"', ': this is no JSON: reading failed at line 1, column 15'],
    ['[]', ': this must be an object'],
    ['null', ': this must be an object'],
    ['5', ': this must be an object'],
  ])('in %j', async (text, says) => {
    expect(await mistakesOf(text)).toEqual([says])
  })

  test('never hold a value of the text', async () => {
    const secret = 's3cr3tValue'
    const told = await mistakesOf({
      origin: secret,
      request: { url: secret, mode: secret, method: 5 },
      hops: [{ answer: { status: secret, headers: { a: [5] } } }],
    })
    expect(told.length).toBeGreaterThan(4)
    expect(told.join('\n')).not.toContain(secret)
    expect((await mistakesOf(`{"${secret}": ${secret}}`)).join('')).not.toContain(secret)
  })

  test('are told for what is too much', async () => {
    expect(await mistakesOf({ ...good, hops: Array.from({ length: 101 }, () => ({})) })).toEqual([
      'hops: this is too large: 100 is the most',
    ])
    expect(await mistakesOf(' '.repeat(4_000_001))).toEqual([
      ': this is longer than 4 MB: bring one exchange only',
    ])
    expect(await mistakesOf('['.repeat(200_000))).toHaveLength(1)
    expect(
      await mistakesOf({ ...good, hops: Array.from({ length: 100 }, () => ({ answer: {} })) }),
    ).toHaveLength(50)
  })

  test('nothing throws, whatever the text or the data', async () => {
    await assert(
      asyncProperty(string(), anything(), async (text, data) => {
        await readExchange(text)
        await readExchange(JSON.stringify({ ...good, hops: data }) ?? '')
        await readExchange(JSON.stringify({ ...good, request: data }) ?? '')
      }),
    )
  })
})
