import { describe, expect, it } from 'vitest'
import {
  gatewayCode,
  gatewayFields,
  pageCode,
  pageFields,
  pageOrigin,
  pathTo,
  requestTokens,
  startContoso,
} from '../test-support/running.ts'
import { decideTokenCors, type TokenCorsDecision, type TokenCorsFacts } from './token-cors.ts'

const code = { grant: 'authorization_code', pkce: true } as const
const refresh = { grant: 'refresh_token', pkce: true } as const
const readable = { readable: true }
const hidden = { readable: false }

const cases: [string, Partial<TokenCorsFacts>, TokenCorsDecision][] = [
  ['a page’s code', { ...code, platform: 'spa' }, readable],
  ['a page’s refresh token', { ...refresh, platform: 'spa' }, readable],
  [
    'a page’s code without PKCE',
    { ...code, platform: 'spa', pkce: false },
    { readable: true, refusal: 9002325 },
  ],
  [
    'a page’s code with a secret',
    { ...code, platform: 'spa', secret: true },
    { readable: false, refusal: 9002326 },
  ],
  ['a web application’s code', { ...code, platform: 'web' }, { readable: false, refusal: 9002326 }],
  [
    'a web application’s refresh token',
    { ...refresh, platform: 'web' },
    { readable: false, refusal: 9002326 },
  ],
  [
    'a native application’s code',
    { ...code, platform: 'publicClient' },
    { readable: false, refusal: 9002326 },
  ],
  [
    'client credentials',
    { grant: 'other', platform: 'web', secret: true },
    { readable: false, refusal: 9002326 },
  ],
  [
    'another grant without a secret',
    { grant: 'other', platform: 'spa' },
    { readable: false, refusal: 9002326 },
  ],
  ['nobody’s token of a page', { ...refresh, platform: undefined, isSinglePageApp: true }, readable],
  ['nobody’s token of another', { ...refresh, platform: undefined }, { readable: false, refusal: 9002326 }],
]

const facts: TokenCorsFacts = {
  origin: 'https://page.example.com',
  grant: 'other',
  platform: 'web',
  isSinglePageApp: false,
  pkce: false,
  secret: false,
  errorCors: 'none',
}

describe('decideTokenCors', () => {
  it.each(cases)('with an Origin: %s', (_, some, decision) => {
    expect(decideTokenCors({ ...facts, ...some })).toEqual(decision)
    expect(decideTokenCors({ ...facts, ...some, origin: 'null' })).toEqual(decision)
  })

  it.each(cases)('without an Origin: %s', (_, some) => {
    const isPage = (some.platform ?? 'web') === 'spa'
    expect(decideTokenCors({ ...facts, ...some, origin: undefined })).toEqual(
      isPage ? { readable: false, refusal: 9002327 } : hidden,
    )
  })
})

const readablyRefused: [string, Partial<TokenCorsFacts>, boolean][] = [
  ['a web application’s code', { ...code, platform: 'web' }, true],
  ['a web application’s refresh token', { ...refresh, platform: 'web' }, true],
  ['a native application’s code', { ...code, platform: 'publicClient' }, true],
  ['nobody’s token', { ...refresh, platform: undefined }, true],
  ['a web application’s code with its secret', { ...code, platform: 'web', secret: true }, false],
  ['a grant that no page may use', { grant: 'other', platform: 'spa' }, false],
]

describe('decideTokenCors with readable errors', () => {
  it.each(readablyRefused)('%s', (_, some, isReadable) => {
    expect(decideTokenCors({ ...facts, ...some, errorCors: 'readable' })).toEqual({
      readable: isReadable,
      refusal: 9002326,
    })
  })
})

describe('the token endpoint', () => {
  const cors = (response: Response): Record<string, string> =>
    Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('access-control-')))
  const readableHeaders = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-expose-headers': 'Content-Length,Content-Encoding,x-ms-request-id,x-ms-srs',
  }

  it('lets a page read its tokens and its errors', async () => {
    const running = await startContoso()
    const fields = pageFields(running, { code: await pageCode(running) })
    const first = await requestTokens(running, fields, pageOrigin)
    expect(cors(first.response)).toEqual(readableHeaders)
    const second = await requestTokens(running, fields, pageOrigin)
    expect(second.body.error_codes).toEqual([54005])
    expect(cors(second.response)).toEqual(readableHeaders)
    const stale = { ...fields, grant_type: 'refresh_token', refresh_token: 'of another run' }
    const third = await requestTokens(running, stale, pageOrigin)
    expect(third.body.error_codes).toEqual([9002313])
    expect(cors(third.response)).toEqual(readableHeaders)
  })

  it('lets a page read an error that a fault forces', async () => {
    const running = await startContoso()
    const fields = pageFields(running, { code: await pageCode(running) })
    running.entra.control.addFault({ error: 53003, endpoint: 'token', app: running.page.appId })
    const { body, response } = await requestTokens(running, fields, pageOrigin)
    expect(body).toMatchObject({ error_codes: [53003], suberror: 'message_only' })
    expect(cors(response)).toEqual(readableHeaders)
  })

  it('keeps everything else from pages, the reason included', async () => {
    const running = await startContoso()
    const { client_secret: _, ...fields } = gatewayFields(running, { code: await gatewayCode(running) })
    const { body, response } = await requestTokens(running, fields, pageOrigin)
    expect(body.error_codes).toEqual([9002326])
    expect(body['error_description']).toContain("Request origin: 'http://contacts.localhost:5173'.")
    expect(cors(response)).toEqual({})
    const unknown = await requestTokens(running, { ...fields, client_id: 'nobody' }, pageOrigin)
    expect(cors(unknown.response)).toEqual({})
  })

  it('lets a page read that its redirect URI is none of a page, if the directory says so', async () => {
    const running = await startContoso()
    running.directory.behavior = { tokenErrorCors: 'readable' }
    const { client_secret: _, ...fields } = gatewayFields(running, { code: await gatewayCode(running) })
    const { body, response } = await requestTokens(running, fields, pageOrigin)
    expect(body.error_codes).toEqual([9002326])
    expect(cors(response)).toEqual(readableHeaders)
  })

  it('has no CORS headers where there is no Origin', async () => {
    const running = await startContoso()
    const fields = gatewayFields(running, { code: await gatewayCode(running) })
    expect(cors((await requestTokens(running, fields)).response)).toEqual({})
  })

  it('allows POST in a preflight, and none of the page’s own headers', async () => {
    const running = await startContoso()
    const headers = { ...pageOrigin, 'access-control-request-method': 'POST' }
    const response = await running
      .createBrowser()
      .request(pathTo('oauth2/v2.0/token'), { method: 'OPTIONS', headers })
    expect(response.status).toBe(200)
    expect(cors(response)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, OPTIONS',
    })
  })
})
