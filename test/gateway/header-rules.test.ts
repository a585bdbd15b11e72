import { parseConfig } from '@clearway/gateway'
import { describe, expect, test } from 'vitest'
import { request, type Answer } from '../support/http-client.ts'
import { shareWorld } from './open-world.ts'

const world = shareWorld({
  page: (_request, response) => {
    response.setHeader('X-Frame-Options', ['SAMEORIGIN', 'DENY'])
    response.setHeader('Server', 'app/1.0')
    response.setHeader('X-Kept', 'app')
    response.setHeader('Vary', 'Accept')
    response.setHeader('Set-Cookie', ['a=1', 'b=2'])
    response.end('ok')
  },
  applications: ({ pageOrigin, apiOrigin, pageInternal }) => `
  - name: public
    cors: { origins: [https://page.example] }
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        accept: [anyone]
        requestHeaders:
          set: { X-Set: gateway, accept-language: de, X-Empty: '' }
          add: { X-Add: gateway, X-Both: two }
          remove: [x-remove, User-Agent]
        responseHeaders:
          set: { X-Frame-Options: NONE, Strict-Transport-Security: max-age=60, Vary: X-Rule }
          add: { X-Kept: gateway, Link: </a> }
          remove: [SERVER, x-not-there]
      - external: ${apiOrigin}/
        internal: ${pageInternal}/
        accept: [anyone]
      - external: ${pageOrigin}/down/
        internal: http://127.0.0.1:1/
        accept: [anyone]
        responseHeaders:
          set: { X-Frame-Options: NONE, Content-Type: text/html }
`,
})

/** Lines of a header as the internal app got them, in order. */
const arrived = (name: string): readonly string[] => {
  const { rawHeaders = [] } = world().page.requests.at(-1) ?? {}
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name)
}

const call = (headers: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Answer> =>
  request(`${world().pageOrigin}/x`, { headers })

describe('on the way to the internal app', () => {
  test('set replaces every line of a header, whatever its case, and adds it where there is none', async () => {
    await call({ 'x-set': ['client', 'client too'] })
    expect(arrived('x-set')).toEqual(['gateway'])
    expect(arrived('accept-language')).toEqual(['de'])
    expect(arrived('x-empty')).toEqual([''])
  })

  test('add puts a line beside those that are there', async () => {
    await call({ 'X-Add': 'client' })
    expect(arrived('x-add')).toEqual(['client', 'gateway'])
    expect(arrived('x-both')).toEqual(['two'])
  })

  test('remove takes every line away', async () => {
    await call({ 'X-Remove': ['a', 'b'], 'user-agent': 'test', 'x-other': 'stays' })
    expect(arrived('x-remove')).toEqual([])
    expect(arrived('user-agent')).toEqual([])
    expect(arrived('x-other')).toEqual(['stays'])
  })
})

describe('on the way to the browser', () => {
  test('set replaces every line of a header, and adds it where there is none', async () => {
    const answer = await call()
    expect(answer.headerValues('x-frame-options')).toEqual(['NONE'])
    expect(answer.headerValues('strict-transport-security')).toEqual(['max-age=60'])
  })

  test('add puts a line beside those that are there', async () => {
    const answer = await call()
    expect(answer.headerValues('x-kept')).toEqual(['app', 'gateway'])
    expect(answer.headerValues('link')).toEqual(['</a>'])
  })

  test('remove takes a header away; the others stay', async () => {
    const answer = await call()
    expect(answer.headerValues('server')).toEqual([])
    expect(answer.headerValues('set-cookie')).toEqual(['a=1', 'b=2'])
  })

  test('no rule takes away what the gateway varies by', async () => {
    expect((await call()).headerValues('vary')).toEqual(['X-Rule, Origin'])
  })

  test('the gateway’s own answers are not changed', async () => {
    const answer = await request(`${world().pageOrigin}/down/x`)
    expect(answer.status).toBe(502)
    expect(answer.header('content-type')).toBe('application/problem+json')
    expect(answer.header('x-frame-options')).toBeUndefined()
  })
})

test('rules are each segment’s own', async () => {
  const answer = await request(`${world().apiOrigin}/x`, {
    headers: { 'x-set': 'client', 'x-remove': 'client' },
  })
  expect(arrived('x-set')).toEqual(['client'])
  expect(arrived('x-remove')).toEqual(['client'])
  expect(arrived('x-add')).toEqual([])
  expect(answer.headerValues('x-frame-options')).toEqual(['SAMEORIGIN', 'DENY'])
  expect(answer.header('server')).toBe('app/1.0')
})

test.each(['Expect', 'connection', 'Content-Length', 'X-Forwarded-For', 'clearway-assertion', 'Host', 'TE'])(
  'no rule can be written for %s, which the gateway keeps itself',
  (name) => {
    const { ok, ...read } = parseConfig(
      `
listen: http://127.0.0.1:8080
identity: { authority: http://login.localhost, clientId: x }
applications:
  - name: public
    segments:
      - external: http://app.localhost/
        internal: http://127.0.0.1:1/
        requestHeaders: { set: { ${name}: x } }
`,
      { name: 'rules.yaml', folder: '/', env: {} },
    )
    expect(ok).toBe(false)
    expect('text' in read && read.text).toContain(
      `config/dangerous applications[0].segments[0].requestHeaders.set`,
    )
  },
)
