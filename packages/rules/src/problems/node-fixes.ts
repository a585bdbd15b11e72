import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** For Express: CORS for named origins, before everything else. */
export const corsInExpress: Fix = {
  title: 'In Express, name the origins and put CORS first',
  stack: 'node',
  steps:
    'Before sign-in, so that preflights are answered, and before the routes, so that errors carry ' +
    'the headers too. A function or `true` as origin would let every site in.',
  language: 'js',
  text: block`
    import cors from 'cors'

    app.use(cors({
      origin: ['https://contacts.example.com'],
      methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type'],
      exposedHeaders: ['www-authenticate', 'etag'],
      credentials: true,
    }))
  `,
}

/** For Fastify: CORS for named origins. */
export const corsInFastify: Fix = {
  title: 'In Fastify, register CORS before the routes',
  stack: 'node',
  steps: 'The plugin allows GET, HEAD and POST unless methods are named.',
  language: 'js',
  text: block`
    import cors from '@fastify/cors'

    await app.register(cors, {
      origin: ['https://contacts.example.com'],
      methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowedHeaders: ['authorization', 'content-type'],
      exposedHeaders: ['www-authenticate', 'etag'],
      credentials: true,
    })
  `,
}

/** For Express with a cookie session: 401 for background calls. */
export const answer401InExpress: Fix = {
  title: 'In Express, answer background calls with 401',
  stack: 'node',
  steps: 'Only navigations are sent to sign-in. Put it in front of the middleware that redirects.',
  language: 'js',
  text: block`
    const isNavigation = (request) =>
      request.get('sec-fetch-mode') === 'navigate' ||
      (!request.get('sec-fetch-mode') && !request.xhr && request.accepts(['json', 'html']) === 'html')

    app.use((request, response, next) => {
      if (request.session?.user || isNavigation(request)) return next()
      response.set('cache-control', 'no-store').status(401).json({ error: 'sign-in required' })
    })
  `,
}

/** For APIs in Express: 401 with the reason. */
export const verifyTokensInExpress: Fix = {
  title: 'In Express, verify the token and answer 401',
  stack: 'node',
  steps: 'Any failure of the verification is a 401, never a redirect and never a 500.',
  language: 'js',
  text: block`
    import { createRemoteJWKSet, jwtVerify } from 'jose'

    const tenant = 'https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111'
    const keys = createRemoteJWKSet(new URL(tenant + '/discovery/v2.0/keys'))
    const expected = { issuer: tenant + '/v2.0', audience: '22222222-2222-2222-2222-222222222222' }

    app.use(async (request, response, next) => {
      const [, token = ''] = /^Bearer (\\S+)$/i.exec(request.get('authorization') ?? '') ?? []
      try {
        request.claims = (await jwtVerify(token, keys, expected)).payload
      } catch {
        return response.set('www-authenticate', 'Bearer error="invalid_token"').sendStatus(401)
      }
      next()
    })
  `,
}

/** For Express: what a page must not or cannot call itself. */
export const callFromServerInExpress: Fix = {
  title: 'In Express, let the page’s own server make the call',
  stack: 'node',
  steps:
    'A server is not bound by CORS, and a key or token stays with it. Call one fixed address: a route that ' +
    'fetches whatever the page names lets strangers reach your network.',
  language: 'js',
  text: block`
    app.get('/api/rates', async (request, response) => {
      const answer = await fetch('https://rates.example.net/v1/latest', {
        headers: { authorization: 'Bearer ' + process.env.RATES_TOKEN },
        signal: AbortSignal.timeout(10_000),
      })
      response.status(answer.ok ? 200 : 502).json(answer.ok ? await answer.json() : {})
    })
  `,
}
