import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import type { BrowserLike } from '../support/browser-like.ts'
import { request, type Answer } from '../support/http-client.ts'
import { sendRaw } from '../support/raw-http.ts'
import { rawGet, requestOf } from './support/raw-request.ts'
import { expectRefusal } from './support/readable-no.ts'
import { clientSecret, startScene, type Scene } from './support/scene.ts'

const asNavigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }

describe('A46 no secret is in a log line, a page or an error', () => {
  let scene: Scene
  const answers: string[] = []
  const cookies = new Set<string>()
  const sent: string[] = []

  /** Keeps what a page could show or its code read: everything but where a redirect leads and what it sets. */
  const keep = <T extends Pick<Answer, 'headers' | 'headerValues' | 'text'>>(answer: T): T => {
    for (const line of answer.headerValues('set-cookie')) {
      const [, value = ''] = /^[^=]+=([^;]*)/.exec(line) ?? []
      if (value !== '') cookies.add(value)
    }
    const headers = answer.headers.filter(([name]) => !/^(?:set-cookie|location)$/i.test(name))
    answers.push(`${JSON.stringify(headers)}\n${answer.text()}`)
    return answer
  }
  const visit = async (browser: BrowserLike, url: string): Promise<Answer> =>
    keep(await browser.get(url, { kind: 'background', headers: asNavigation }))
  const begin = async (browser: BrowserLike): Promise<string> => {
    const begun = await visit(browser, `${scene.origin}/deep?password=in-the-query-of-a-page`)
    return (await request(begun.header('location') ?? '')).header('location') ?? ''
  }
  const secret = (text: string): string => {
    sent.push(text)
    return text
  }

  beforeAll(async () => {
    scene = await startScene({
      top: 'log: { level: debug }',
      segment: `
        accept: [session, bearer]
        bearer: { audiences: [api], scopes: [Read] }`,
    })
    const { provider } = scene
    const quoting = (form: URLSearchParams): string => [...form.values()].join(' ')

    // A whole session: sign-in, calls, renewal, description, sign-out, and what follows.
    const browser = scene.browser()
    await visit(browser, await begin(browser))
    const cookie = (): string =>
      browser.cookies.header(new URL(scene.origin), { kind: 'navigation', method: 'GET' })
    const call = async (
      path: string,
      headers: Readonly<Record<string, string>> = {},
      method = 'GET',
    ): Promise<void> =>
      void keep(
        await scene.call(path, { method, headers: { cookie: cookie(), origin: scene.origin, ...headers } }),
      )
    await call('/x?token=in-the-query-of-a-call')
    scene.advance(301_000)
    await call('/x')
    await call('/.clearway/session')
    await call('/.clearway/renew', {}, 'POST')
    await call('/.clearway/keys')

    // Tokens that are refused, each for another reason.
    for (const claims of [{}, { aud: 'api' }, { aud: 'api', scp: 'Read', exp: 1 }, { iss: 'x' }]) {
      await call('/x', { authorization: `Bearer ${await provider.sign(claims)}` })
    }
    await call('/x', { authorization: `Bearer ${await provider.sign({ aud: 'api', scp: 'Read' })}` })
    await call('/x', {
      authorization: `Bearer ${secret('a-token-that-is-no-token-but-secret-all-the-same')}`,
    })
    await call('/x', { authorization: `Bearer ${secret('aaaaaaaaaaaa.bbbbbbbbbbbbbbb.ccccccccccccccc')}` })
    await call('/x', { authorization: `Basic ${secret('dXNlcjpwYXNzd29yZA==')}` })

    // A provider that quotes what it refuses, at every turn.
    provider.script.token = (_usual, form) => ({
      error: 'invalid_grant',
      error_description: `bad: ${quoting(form)}`,
    })
    const other = scene.browser()
    await visit(other, await begin(other))
    provider.script.token = (_usual, form) => ({ error: quoting(form), error_description: quoting(form) })
    await visit(other, await begin(other))
    scene.advance(301_000)
    await call('/x')
    provider.script.token = (usual) => ({
      error: 'invalid_grant',
      error_description: `not ${String(usual['id_token'])}`,
    })
    await visit(other, await begin(other))
    provider.script.token = (_usual, form, response) => {
      response.writeHead(500).end(quoting(form))
      return undefined
    }
    await visit(other, await begin(other))
    provider.script.token = (usual) => ({
      ...usual,
      id_token: `${String(usual['id_token'])}x`,
      expires_in: 'soon',
    })
    await visit(other, await begin(other))
    provider.script.token = (usual) => ({
      ...usual,
      access_token: undefined,
      error_description: usual['refresh_token'],
    })
    await visit(other, await begin(other))
    delete provider.script.token

    const third = scene.browser()
    await visit(third, await begin(third))
    provider.script.token = (_usual, form) => ({
      error: 'invalid_grant',
      error_description: `bad: ${quoting(form)}`,
    })
    scene.advance(301_000)
    await visit(third, scene.origin)
    await call('/x', {
      cookie: third.cookies.header(new URL(scene.origin), { kind: 'navigation', method: 'GET' }),
    })
    delete provider.script.token

    // Callbacks that go wrong.
    const callback = await begin(other)
    await visit(scene.browser(), callback)
    await visit(other, `${callback}&code=${secret('a-second-code-that-was-not-asked-for-at-all')}`)
    await visit(other, callback.replace('code=', 'other='))
    await visit(other, callback.replace('state=', 'state=x'))
    provider.script.callback = (parameters) => {
      const code = parameters.get('code') ?? ''
      parameters.set('error', 'server_error')
      parameters.set('error_description', `${code} and ${parameters.get('state') ?? ''}`)
    }
    await visit(other, await begin(other))
    delete provider.script.callback

    // Requests that cannot be read, with secrets in them.
    const own = cookie().split('=').at(-1) ?? ''
    for (const bytes of [
      requestOf('GET /x', scene.host, [
        `Cookie: ${cookie()}`,
        `Authorization: Bearer ${own}`,
        'Authorization: x',
      ]),
      requestOf('GET /x', scene.host, [`Cookie : ${cookie()}`]),
      requestOf(`GET http://evil.example/${own}`, scene.host, [`Cookie: ${cookie()}`]),
      `GET /${own} HTTP/9\r\n\r\n`,
    ]) {
      answers.push((await sendRaw(scene.port, bytes)).raw.toString())
    }
    await visit(browser, `${scene.origin}/.clearway/sign-out`)
    await call('/x', { cookie: `__Host-clearway-app=${[...cookies].join('; __Host-clearway-app=')}` })
    await scene.gateway.stop(1_000)
  })
  afterAll(() => scene.close())

  const secrets = (): readonly string[] => {
    const key = readFileSync(join(scene.folder, 'data', 'key'))
    const values = [
      clientSecret,
      ...scene.provider.secrets,
      ...cookies,
      ...sent,
      'in-the-query-of-a-page',
      'in-the-query-of-a-call',
      key.toString('hex'),
      key.toString('base64'),
      key.toString('base64url'),
    ]
    return values.filter((value) => value.length >= 8)
  }
  /** A piece of a secret tells as much as enough of it. */
  const piecesOf = (value: string): readonly string[] =>
    value.length > 60 ? [value.slice(0, 40), value.slice(-40)] : [value]

  test('there was much to leak, and the log says what happened', () => {
    expect(secrets().length).toBeGreaterThan(50)
    const codes = [
      'sign-in/code-rejected',
      'sign-in/provider-unreachable',
      'sign-in/provider-answer-invalid',
      'sign-in/provider-refused',
      'sign-in/response-malformed',
      'sign-in/state-invalid',
      'session/renewal-refused',
      'token/malformed',
      'token/audience',
      'token/expired',
      'request/header-conflict',
      'request/malformed',
    ]
    const logged = new Set(scene.logText().match(/(?<="problem":")[^"]+/g))
    expect(codes.filter((code) => !logged.has(code))).toEqual([])
    expect([...logged]).not.toContain('gateway/unexpected')
  })

  test('not in the log', () => {
    for (const value of secrets()) {
      for (const piece of piecesOf(value)) {
        const line = scene
          .logText()
          .split('\n')
          .find((each) => each.includes(piece))
        expect(line, `a secret is in the log: ${line?.slice(0, 400)}`).toBeUndefined()
      }
    }
  })

  test('not in what browsers are shown', () => {
    for (const value of secrets()) {
      for (const piece of piecesOf(value)) {
        const shown = answers.find((each) => each.includes(piece))
        expect(shown, `a secret is in an answer: ${shown?.slice(0, 400)}`).toBeUndefined()
      }
    }
  })

  test('every log line is JSON of one line', () => {
    for (const line of scene.logText().trimEnd().split('\n'))
      expect(() => JSON.parse(line) as unknown).not.toThrow()
  })
})

describe('A46 no page of the gateway’s runs what somebody else wrote', () => {
  const markup = '"><script>alert(1)</script><img src=x onerror=alert(1)>'

  let scene: Scene
  beforeAll(async () => {
    scene = await startScene({ application: '    allow: { groups: [nobody] }' })
  })
  afterAll(() => scene.close())

  const written = encodeURIComponent(markup)
  test.each([
    ['the path', `/${written}`, {}],
    ['a problem’s name', `/problems/${written}`, {}],
    ['returnTo', `/sign-in?returnTo=${encodeURIComponent(`//x${markup}`)}`, {}],
    ['application', `/sign-out?application=${written}`, {}],
    ['the referrer', '/sign-out', { referer: markup, 'sec-fetch-site': 'cross-site' }],
    ['the origin', '/nothing', { origin: markup }],
    ['the callback', `/callback?error=${written}&state=x`, {}],
    ['a parameter’s name', `/callback?${written}=1&${written}=2`, {}],
  ])('%s', async (_, path, headers) => {
    const answer = await request(`${scene.origin}/.clearway${path}`, {
      headers: { ...asNavigation, ...headers },
    })
    expect(answer.header('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.header('content-security-policy')).toContain("default-src 'none'")
    expect(answer.header('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(answer.header('x-content-type-options')).toBe('nosniff')
    expect(answer.text()).not.toMatch(/<script|<img|onerror=alert\(1\)>/)
  })

  test('a claim', async () => {
    scene.provider.script.claims = { preferred_username: markup, name: markup }
    const answer = await scene.signIn(scene.browser())
    expect([answer.status, answer.header('clearway-problem')]).toEqual([403, 'access/not-allowed'])
    expect(answer.text()).not.toMatch(/<script|<img/)
  })

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'session',
    'session/',
    'session/missing/x',
    '',
    '../keys',
  ])('there is no problem %j to explain', async (name) => {
    const answer = await rawGet(scene.port, scene.host, `/.clearway/problems/${name}`)
    expectRefusal(answer, name.includes('..') ? 'request/path-ambiguous' : 'proxy/no-segment')
  })
})

describe('A47 what is for operators is not on the public listener', () => {
  let scene: Scene
  let admin: string
  beforeAll(async () => {
    const port = await freePort()
    admin = `127.0.0.1:${port}`
    scene = await startScene({ top: `admin: http://${admin}` })
  })
  afterAll(() => scene.close())

  const paths = [
    '/metrics',
    '/healthz',
    '/readyz',
    '/debug',
    '/admin',
    '/.clearway/metrics',
    '/.clearway/healthz',
  ]

  test.each(paths)('%s is a path of the app like every other, or nothing', async (path) => {
    const before = scene.app.requests.length
    for (const host of [scene.host, admin, '127.0.0.1', 'localhost', `127.0.0.1:${scene.port}`]) {
      const answer = await rawGet(scene.port, host, path)
      const own = path.startsWith('/.clearway/')
      const code = host === scene.host ? (own ? 'proxy/no-segment' : 'session/missing') : 'proxy/unknown-host'
      expectRefusal(answer, code)
      expect(answer.body).not.toMatch(/clearway_|# HELP|^ok$|^ready$/)
    }
    expectRefusal(
      await rawGet(scene.port, scene.host, `http://${admin}${path}`),
      'request/target-not-supported',
    )
    expect(scene.app.requests).toHaveLength(before)
  })

  test('the operators’ listener answers them, and serves no application', async () => {
    expect((await request(`http://${admin}/healthz`)).text()).toBe('ok\n')
    expect((await request(`http://${admin}/readyz`)).text()).toBe('ready\n')
    expect((await request(`http://${admin}/metrics`)).text()).toContain('# HELP')
    const before = scene.app.requests.length
    for (const path of [
      '/',
      '/x',
      '/.clearway/session',
      '/.clearway/sign-in',
      '/healthz/../x',
      '/metrics?x',
    ]) {
      const answer = await request(`http://${admin}${path}`, { headers: { host: scene.host } })
      expect([200, 404]).toContain(answer.status)
      expect(answer.headerValues('set-cookie')).toEqual([])
    }
    expect((await request(`http://${admin}/metrics`, { method: 'POST' })).status).toBe(405)
    expect(scene.app.requests).toHaveLength(before)
  })

  test('metrics hold no person, no path and no address', async () => {
    scene.provider.script.claims = { preferred_username: 'ada@contoso.example', sub: 'sub-of-ada' }
    await scene.signIn(scene.browser(), '/secret-path?secret-query')
    const text = (await request(`http://${admin}/metrics`)).text()
    expect(text).not.toMatch(/ada@|sub-of-ada|secret-path|secret-query|127\.0\.0\.1/)
  })
})
