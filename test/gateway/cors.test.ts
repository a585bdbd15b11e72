import type { IncomingMessage, ServerResponse } from 'node:http'
import { beforeEach, describe, expect, test } from 'vitest'
import { request, type Answer } from '../support/http-client.ts'
import { shareWorld } from './open-world.ts'

let app: (request: IncomingMessage, response: ServerResponse) => void
beforeEach(() => {
  app = (_request, response) => response.end('ok')
})

const partner = 'https://partner.example'
const stranger = 'https://stranger.example'

/** One public application with a segment for each way to decide on calls across origins. */
const world = shareWorld({
  page: (request, response) => app(request, response),
  applications: ({ pageOrigin, apiOrigin, pageInternal }) => {
    const segment = (path: string, cors: string): string => `
      - external: ${pageOrigin}/${path}
        internal: ${pageInternal}/
        accept: [anyone]${
          cors &&
          `
        cors: ${cors}`
        }`
    return `
  - name: public
    segments:${segment('', '')}
${segment('policy/', `{ origins: [${partner}, 'https://*.many.example'], credentials: true, methods: [GET, PUT], headers: [X-A], expose: [X-Total], maxAge: 5m }`)}
${segment('plain/', `{ origins: [${partner}] }`)}
${segment('public/', `{ origins: '*' }`)}
${segment('internal/', 'internal')}
${segment('none/', 'none')}
      - external: ${apiOrigin}/
        internal: ${pageInternal}/
        accept: [anyone]
`
  },
})

const call = (
  path: string,
  origin?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  request(world().pageOrigin + path, { headers: { ...(origin !== undefined && { origin }), ...headers } })

const preflight = (path: string, origin: string, method: string, headers?: string): Promise<Answer> =>
  request(world().pageOrigin + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers !== undefined && { 'access-control-request-headers': headers }),
    },
  })

/** What an answer says about CORS and caches, by lower-case name; lists of lines for what came more than once. */
const corsOf = ({ headers }: Answer): Readonly<Record<string, string | readonly string[]>> => {
  const said: Record<string, string | string[]> = {}
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    if (!/^access-control-|^vary$/.test(lower)) continue
    const before = said[lower]
    said[lower] = before === undefined ? value : [before, value].flat()
  }
  return said
}

describe('by default', () => {
  test('the application’s own pages may call its segments with credentials, and nobody else', async () => {
    const own = new URL(world().apiOrigin).origin
    expect(corsOf(await call('/x', own))).toEqual({
      'access-control-allow-origin': own,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
    expect(corsOf(await call('/x', partner))).toEqual({ vary: 'Origin' })
    expect(corsOf(await call('/x'))).toEqual({ vary: 'Origin' })
  })
})

describe('a policy', () => {
  test('is put on answers for its origins, and on those alone', async () => {
    for (const origin of [partner, 'https://one.many.example']) {
      expect(corsOf(await call('/policy/x', origin))).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'X-Total',
        vary: 'Origin',
      })
    }
    for (const origin of [
      stranger,
      'https://a.b.many.example',
      'https://many.example',
      'http://partner.example',
      'null',
    ]) {
      expect(corsOf(await call('/policy/x', origin))).toEqual({ vary: 'Origin' })
    }
  })

  test('without credentials says nothing of them', async () => {
    expect(corsOf(await call('/plain/x', partner))).toEqual({
      'access-control-allow-origin': partner,
      vary: 'Origin',
    })
  })

  test('for everybody is the same for everybody, and needs no Vary', async () => {
    for (const origin of [partner, stranger, 'null', undefined]) {
      expect(corsOf(await call('/public/x', origin))).toEqual({ 'access-control-allow-origin': '*' })
    }
  })

  test('replaces whatever the internal app says of CORS, whoever asks', async () => {
    app = (_request, response) => {
      response.setHeader('Access-Control-Allow-Origin', ['*', 'https://app.example'])
      response.setHeader('access-control-allow-credentials', 'true')
      response.setHeader('Access-Control-Allow-Methods', 'DELETE')
      response.setHeader('Access-Control-Allow-Headers', '*')
      response.setHeader('Access-Control-Expose-Headers', 'X-Secret')
      response.setHeader('Access-Control-Max-Age', '1')
      response.setHeader('Access-Control-Allow-Private-Network', 'true')
      response.end('ok')
    }
    expect(corsOf(await call('/plain/x', partner))).toEqual({
      'access-control-allow-origin': partner,
      vary: 'Origin',
    })
    expect(corsOf(await call('/plain/x', stranger))).toEqual({ vary: 'Origin' })
    expect(corsOf(await call('/none/x', partner))).toEqual({})
  })

  test.each([
    { theirs: 'Accept-Encoding', merged: 'Accept-Encoding, Origin' },
    { theirs: 'accept-language, ORIGIN', merged: 'accept-language, ORIGIN' },
    { theirs: ['Cookie', 'Accept'], merged: 'Cookie, Accept, Origin' },
    { theirs: '*', merged: '*' },
  ])('keeps the internal app’s Vary beside its own: $theirs', async ({ theirs, merged }) => {
    app = (_request, response) => response.setHeader('Vary', theirs).end('ok')
    expect(corsOf(await call('/plain/x', partner))['vary']).toBe(merged)
    expect(corsOf(await call('/plain/x'))['vary']).toBe(merged)
  })

  test.each([200, 201, 204, 301, 304, 400, 404, 500])(
    'is put on a %i of the internal app',
    async (status) => {
      app = (_request, response) => response.writeHead(status).end()
      const answer = await call('/plain/x', partner)
      expect(answer.status).toBe(status)
      expect(corsOf(answer)).toEqual({ 'access-control-allow-origin': partner, vary: 'Origin' })
    },
  )

  test('is each segment’s own', async () => {
    expect(corsOf(await call('/plain/x', 'https://one.many.example'))).toEqual({ vary: 'Origin' })
    expect(corsOf(await call('/policy', partner))).toMatchObject({
      'access-control-allow-credentials': 'true',
    })
    expect(corsOf(await call('/policyx', partner))).toEqual({ vary: 'Origin' })
  })
})

describe('a preflight', () => {
  const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'

  test('is answered from the policy', async () => {
    const answer = await preflight('/policy/x', partner, 'PUT', 'x-a')
    expect([answer.status, answer.text(), answer.header('clearway-problem')]).toEqual([204, '', undefined])
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': partner,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'x-a',
      'access-control-max-age': '300',
      vary: preflightVary,
    })
  })

  test.each([
    { why: 'the method', code: 'cors/method-not-allowed', method: 'DELETE', headers: 'x-a' },
    { why: 'a header', code: 'cors/header-not-allowed', method: 'PUT', headers: 'x-a,x-b' },
  ])(
    'that may not use $why is told what may be used, so that the console can name it',
    async ({ code, method, headers }) => {
      const answer = await preflight('/policy/x', partner, method, headers)
      expect([answer.status, answer.header('clearway-problem')]).toEqual([204, code])
      expect(corsOf(answer)).toMatchObject({
        'access-control-allow-origin': partner,
        'access-control-allow-methods': 'GET, PUT',
        'access-control-allow-headers': 'x-a',
        vary: preflightVary,
      })
      expect(corsOf(answer)).not.toHaveProperty('access-control-max-age')
    },
  )

  test('of an origin outside the policy is 403 and learns nothing', async () => {
    const answer = await preflight('/policy/x', stranger, 'PUT', 'x-a')
    expect([answer.status, answer.header('clearway-problem')]).toEqual([403, 'cors/origin-not-allowed'])
    expect(corsOf(answer)).toEqual({ vary: preflightVary })
  })

  test('where nobody may call is 403', async () => {
    const answer = await preflight('/none/x', partner, 'GET')
    expect([answer.status, answer.header('clearway-problem')]).toEqual([403, 'cors/origin-not-allowed'])
    expect(corsOf(answer)).toEqual({})
  })

  test('never reaches the internal app, whatever it asks', async () => {
    const before = world().page.requests.length
    for (const path of ['/x', '/policy/x', '/plain/x', '/public/x', '/none/x', '/.clearway/session']) {
      for (const origin of [partner, stranger]) {
        for (const method of ['GET', 'PUT', 'BREW']) await preflight(path, origin, method, 'x-a, x-b')
      }
    }
    expect(world().page.requests).toHaveLength(before)
  })
})

describe('where CORS is the internal app’s', () => {
  test('its preflight reaches it, with nobody’s name, and its answer comes back untouched', async () => {
    app = (request, response) => {
      response.writeHead(request.method === 'OPTIONS' ? 204 : 200, {
        'Access-Control-Allow-Origin': stranger,
        'Access-Control-Allow-Methods': 'BREW',
        Vary: 'X-Own',
      })
      response.end()
    }
    const answer = await preflight('/internal/x', stranger, 'BREW', 'x-b')
    expect(answer.status).toBe(204)
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': stranger,
      'access-control-allow-methods': 'BREW',
      vary: 'X-Own',
    })
    const recorded = world().page.requests.at(-1)
    expect(recorded).toMatchObject({ method: 'OPTIONS', url: '/x' })
    expect(recorded?.rawHeaders).toEqual(
      expect.arrayContaining(['origin', stranger, 'access-control-request-method', 'BREW']),
    )
    expect(recorded?.rawHeaders.join('\n')).not.toMatch(/clearway-assertion/i)
  })

  test('its answers keep what it says, and get nothing more', async () => {
    app = (_request, response) => response.setHeader('Access-Control-Allow-Origin', '*').end('ok')
    expect(corsOf(await call('/internal/x', stranger))).toEqual({ 'access-control-allow-origin': '*' })
    app = (_request, response) => response.end('ok')
    expect(corsOf(await call('/internal/x', partner))).toEqual({})
  })
})
