import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { type Running, startContoso } from '../../test-support/running.ts'

interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Record<string, unknown>
}

/** Sends an order. Unlike `fetch` it sends no `Sec-Fetch-Mode`, as curl does not. */
function order(
  { entra }: Running,
  method: string,
  path: string,
  sent?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const text = typeof sent === 'string' || sent === undefined ? sent : JSON.stringify(sent)
    const type = text === undefined ? {} : { 'content-type': 'application/json' }
    const made = request(`${entra.adminOrigin}${path}`, { method, headers: { ...type, ...headers } })
    made.on('error', reject)
    made.on('response', (response) => {
      let body = ''
      response.on('data', (chunk) => (body += String(chunk)))
      response.on('end', () => {
        const value = JSON.parse(body) as Record<string, unknown>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: value })
      })
    })
    made.end(text)
  })
}

const startWithAdmin = (): Promise<Running> => startContoso({ adminPort: 0 })
const keysPath = '/common/discovery/v2.0/keys'

describe('the admin listener', () => {
  it('is not there unless it is asked for', async () => {
    expect((await startContoso()).entra.adminOrigin).toBeUndefined()
  })

  it('tells the state: ids and counts', async () => {
    const running = await startWithAdmin()
    const { body, headers, status } = await order(running, 'GET', '/state?x=1')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(body).toEqual({
      now: '2026-11-20T10:00:00.000Z',
      clockOffset: 0,
      keys: { signing: expect.any(String) as string, published: expect.arrayContaining([]) as string[] },
      faults: [],
      remembered: { sessions: 0, codes: 0, consents: 0 },
    })
  })

  it('adds, lists and clears faults', async () => {
    const running = await startWithAdmin()
    const fault = { notFound: true, endpoint: 'keys', times: 1 }
    expect((await order(running, 'POST', '/faults', fault)).body).toEqual({ faults: [fault] })
    expect((await order(running, 'GET', '/faults')).body).toEqual({ faults: [fault] })
    expect((await running.createBrowser().request(keysPath)).status).toBe(404)
    expect((await running.createBrowser().request(keysPath)).status).toBe(200)
    await order(running, 'POST', '/faults', { cut: true })
    expect((await order(running, 'DELETE', '/faults')).body).toEqual({ faults: [] })
  })

  it('rotates keys', async () => {
    const running = await startWithAdmin()
    const { keys } = (await order(running, 'GET', '/state')).body as { keys: { published: string[] } }
    const { body } = await order(running, 'POST', '/keys', { action: 'rotate' })
    const after = (body as { keys: { signing: string; published: string[] } }).keys
    expect(after.published).toEqual([...keys.published, after.signing])
  })

  it('moves the clock', async () => {
    const running = await startWithAdmin()
    await order(running, 'POST', '/clock', { seconds: 3600 })
    const { body } = await order(running, 'POST', '/clock', { seconds: -60.5 })
    expect(body).toEqual({ now: '2026-11-20T10:58:59.500Z', clockOffset: 3539.5 })
  })

  it('puts everything back', async () => {
    const running = await startWithAdmin()
    const before = (await order(running, 'GET', '/state')).body
    await order(running, 'POST', '/faults', { cut: true })
    await order(running, 'POST', '/clock', { seconds: 1 })
    await order(running, 'POST', '/keys', { action: 'signWithWrong' })
    expect((await order(running, 'POST', '/reset')).body).toEqual(before)
  })

  it.each<[string, string, unknown, number, string | RegExp]>([
    ['GET', '/', undefined, 404, 'There are /state, /faults, /keys, /clock, /reset here.'],
    ['GET', '/__proto__', undefined, 404, /^There are/],
    ['PUT', '/faults', {}, 405, 'This path allows GET, POST, DELETE only.'],
    ['POST', '/state', undefined, 405, 'This path allows GET only.'],
    ['POST', '/faults', '{', 400, 'The body is no JSON.'],
    ['POST', '/faults', [{ cut: true }], 400, 'The body has to be one JSON object.'],
    ['POST', '/faults', 'null', 400, 'The body has to be one JSON object.'],
    ['POST', '/faults', undefined, 400, /nothing goes wrong; add one of error, slow, /],
    ['POST', '/faults', { slow: 'x', hang: 1 }, 400, /slow: "x" is not a number[^]*hang: 1 is not true/],
    ['POST', '/faults', '{"__proto__":{"cut":true}}', 400, /^The fault has mistakes/],
    ['POST', '/keys', undefined, 400, /^action has to be one of rotate, retire, /],
    ['POST', '/keys', { action: 'lose' }, 400, /^action has to be one of/],
    ['POST', '/keys', { action: ['rotate'] }, 400, /^action has to be one of/],
    ['POST', '/keys', { action: 'rotate', now: true }, 400, 'The only member that is known here is action.'],
    ['POST', '/clock', {}, 400, 'seconds has to be a number, by which the clock moves on.'],
    ['POST', '/clock', { seconds: '1' }, 400, /^seconds has to be a number/],
    ['POST', '/clock', { seconds: 1e300 }, 400, /a hundred years at most/],
    ['POST', '/faults', `{"user":"${'x'.repeat(65 * 1024)}"}`, 413, 'The body has more than 64 kB.'],
  ])('refuses %s %s %j with %i', async (method, path, sent, status, message) => {
    const running = await startWithAdmin()
    const answered = await order(running, method, path, sent)
    expect(answered.status).toBe(status)
    if (typeof message === 'string') expect(answered.body['error']).toBe(message)
    else expect(answered.body['error']).toMatch(message)
    expect((await order(running, 'GET', '/faults')).body).toEqual({ faults: [] })
  })

  it('names all mistakes of a fault as data too', async () => {
    const { body } = await order(await startWithAdmin(), 'POST', '/faults', { slow: 'x', hang: 1 })
    expect(body['mistakes']).toContainEqual(
      expect.objectContaining({ path: 'slow', message: '"x" is not a number' }),
    )
    expect(body['mistakes']).toContainEqual(
      expect.objectContaining({ path: 'hang', message: '1 is not true' }),
    )
  })

  it('takes no more than a thousand faults', async () => {
    const running = await startWithAdmin()
    for (let count = 0; count < 1000; count++) running.entra.control.addFault({ slow: 0 })
    expect((await order(running, 'POST', '/faults', { slow: 0 })).body['error']).toMatch(
      /^There are 1000 faults/,
    )
  })

  it.each<Record<string, string>>([
    { origin: 'https://example.com' },
    { 'sec-fetch-site': 'cross-site' },
    { host: 'rebound.example.com' },
  ])('refuses what a web page may have sent: %j', async (headers) => {
    const running = await startWithAdmin()
    const { body, status } = await order(running, 'POST', '/faults', { cut: true }, headers)
    expect([status, typeof body['error']]).toEqual([403, 'string'])
    expect((await order(running, 'GET', '/faults')).body).toEqual({ faults: [] })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'takes no body of the type %s, which forms can send',
    async (type) => {
      const running = await startWithAdmin()
      const sent = await order(running, 'POST', '/faults', { cut: true }, { 'content-type': type })
      expect(sent.status).toBe(415)
    },
  )

  it('closes with the server, and the server does not stay open if its port is taken', async () => {
    const running = await startWithAdmin()
    const adminPort = Number(new URL(running.entra.adminOrigin ?? '').port)
    await expect(startContoso({ adminPort })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await running.entra.close()
    await expect(order(running, 'GET', '/state')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})
