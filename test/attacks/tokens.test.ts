import { createHmac, createPublicKey, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import type { ProblemCode } from '@clearway/rules/problems'
import { SignJWT, type JWK } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, RequestOptions } from '../support/http-client.ts'
import { rawGet } from './support/raw-request.ts'
import { corsOf, expectRefusal, valuesOf, type AnyAnswer } from './support/readable-no.ts'
import { startScene, type Scene } from './support/scene.ts'
import { expectStillAnswers } from './support/still-answers.ts'

const tenant = '7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01'
const page = 'http://page.clearway.localhost'

const segment = (issuers = ''): string => `
        accept: [session, bearer]
        cors: { origins: ["${page}"], credentials: true }
        bearer:
          audiences: [api://contacts, contacts-id]
          scopes: [Contacts.Read]
          roles: [Contacts.Read.All]
${issuers}`

let scene: Scene
let cookie: string
beforeAll(async () => {
  scene = await startScene({ segment: segment() })
  const browser = scene.browser()
  await scene.signIn(browser)
  cookie = browser.cookies.header(new URL(scene.origin), { kind: 'background', method: 'GET' })
})
afterAll(() => scene.close())
afterEach(() => expectStillAnswers(scene.port, scene.host))

const good = { aud: 'api://contacts', scp: 'Contacts.Read', azp: 'page' }

const withToken = (token: string, headers: RequestOptions['headers'] = {}, on = scene): Promise<Answer> =>
  on.call('/x', { headers: { authorization: `Bearer ${token}`, origin: page, ...headers } })

/** Checks that a token, with a live session beside it, is refused by a code, and by the token alone. */
const expectRefused = async (token: string, code: ProblemCode, on = scene): Promise<Answer> => {
  const before = on.app.requests.length
  const answer = await withToken(token, on === scene ? { cookie } : {}, on)
  expectRefusal(answer, code, page)
  expectChallenge(answer, code)
  expect(valuesOf(answer, 'location')).toEqual([])
  expect(on.app.requests).toHaveLength(before)
  for (const part of token.split('.').filter((each) => each.length > 20)) {
    expect(answer.text() + JSON.stringify(answer.headers)).not.toContain(part)
  }
  return answer
}

const expectChallenge = (answer: AnyAnswer, code: ProblemCode): void => {
  const error = code === 'token/scope' ? 'insufficient_scope' : 'invalid_token'
  expect(valuesOf(answer, 'www-authenticate').join()).toMatch(
    new RegExp(`^Bearer error="${error}", error_description="[\\x20-\\x7e]+"`),
  )
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const claimsNow = (): Record<string, unknown> => {
  const seconds = Math.floor(scene.now() / 1000)
  return { iss: scene.provider.authority, sub: 'ada', iat: seconds, exp: seconds + 300, ...good }
}

test('a good token is let in, once and again, with the session untouched', async () => {
  const token = await scene.provider.sign(good)
  expect((await withToken(token)).status).toBe(200)
  expect((await withToken(token)).status).toBe(200)
})

describe('A35 a token is what its issuer’s key says, and nothing else', () => {
  test.each(['none', 'None', 'NONE', 'nOnE', ''])('alg %j', async (alg) => {
    const token = `${part({ alg, typ: 'JWT' })}.${part(claimsNow())}.`
    const answer = await withToken(token, { cookie })
    const [code] = valuesOf(answer, 'clearway-problem')
    expect(code).toMatch(/^token\/(?:signature|malformed)$/)
    expectRefusal(answer, code as ProblemCode, page)
    const signed = `${part({ alg, typ: 'JWT', kid: 'first' })}.${part(claimsNow())}.AAAA`
    expect((await withToken(signed)).status).toBe(401)
  })

  test.each(['HS256', 'HS384', 'HS512'])('%s with the public key for a secret', async (alg) => {
    const pem = createPublicKey({ key: scene.provider.jwk as never, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    })
    const body = `${part({ alg, typ: 'JWT', kid: 'first' })}.${part(claimsNow())}`
    for (const secret of [pem, JSON.stringify(scene.provider.jwk), '']) {
      const mac = createHmac(alg.replace('HS', 'sha'), secret).update(body).digest('base64url')
      await expectRefused(`${body}.${mac}`, 'token/signature')
    }
  })

  const ownKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const byOwnKey = (header: Readonly<Record<string, unknown>>): string => {
    const body = `${part({ alg: 'RS256', ...header })}.${part(claimsNow())}`
    return `${body}.${signBytes('sha256', Buffer.from(body), ownKey.privateKey).toString('base64url')}`
  }

  test('a key that the token brings along is not asked', async () => {
    const jwk = ownKey.publicKey.export({ format: 'jwk' })
    const before = scene.provider.keyReads()
    await expectRefused(byOwnKey({ kid: 'first', jwk }), 'token/signature')
    await expectRefused(byOwnKey({ kid: 'first', x5c: ['AAAA'] }), 'token/signature')
    for (const name of ['jku', 'x5u']) {
      await expectRefused(byOwnKey({ kid: 'first', [name]: `${scene.app.url}/keys` }), 'token/signature')
    }
    expect(scene.app.requests.some(({ url }) => url === '/keys')).toBe(false)
    expect(scene.provider.keyReads()).toBe(before)
  })

  test('without a kid every key of the issuer is tried, and no other', async () => {
    expect((await withToken(await scene.provider.sign(good, { kid: undefined as never }))).status).toBe(200)
    await expectRefused(byOwnKey({}), 'token/signature')
  })

  test.each([
    ['crit', { crit: ['exp'], kid: 'first' }],
    ['crit with an extension of one’s own', { crit: ['x'], x: true, kid: 'first' }],
    ['b64', { crit: ['b64'], b64: false, kid: 'first' }],
    ['a kid that is a number', { kid: 7 }],
    ['a kid that is a list', { kid: ['first'] }],
  ])('%s is refused', async (_, header) => {
    await expectRefused(byOwnKey(header), 'token/malformed')
  })

  test.each(['../../../dev/null', "' OR 1=1", '__proto__', '\0', 'first\r\nX: y', 'x'.repeat(2_000)])(
    'the kid %j finds no key and breaks nothing',
    async (kid) => {
      const answer = await expectRefused(byOwnKey({ kid }), 'token/unknown-key')
      expect(answer.header('x')).toBeUndefined()
    },
  )

  test('a flood of unknown kids asks the issuer once more, not once each', async () => {
    scene.advance(301_000)
    const before = scene.provider.keyReads()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => withToken(byOwnKey({ kid: `unknown-${index}` }))),
    )
    for (const answer of answers) expectRefusal(answer, 'token/unknown-key', page)
    expect(scene.provider.keyReads() - before).toBeLessThanOrEqual(1)
    expect((await withToken(await scene.provider.sign(good))).status).toBe(200)
  })

  test.each([
    ['a JWE', `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.AAAA.AAAA.AAAA.AAAA`],
    ['a compressed JWE', `${part({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..AAAA.AAAA.AAAA`],
    ['two parts', `${part({ alg: 'RS256' })}.${part({})}`],
    ['a payload that is a list', `${part({ alg: 'RS256', kid: 'first' })}.${part([])}.AAAA`],
    ['a payload that is no JSON', `${part({ alg: 'RS256', kid: 'first' })}.AAAA.AAAA`],
    ['a header that is null', `${part(null)}.${part({})}.AAAA`],
    ['no base64url', 'a+b.c/d.e='],
    ['a word', 'secret'],
  ])('%s is malformed', async (_, token) => {
    await expectRefused(token, 'token/malformed')
  })

  test('a signature that is cut, changed or another token’s does not hold', async () => {
    const [header = '', , signature = ''] = (await scene.provider.sign(good)).split('.')
    const [, otherClaims = ''] = (await scene.provider.sign({ ...good, sub: 'root' })).split('.')
    const [, claims = ''] = (await scene.provider.sign(good)).split('.')
    await expectRefused(`${header}.${otherClaims}.${signature}`, 'token/signature')
    await expectRefused(`${header}.${claims}.${signature.slice(0, 100)}`, 'token/signature')
    await expectRefused(`${header}.${claims}.${'A'.repeat(signature.length)}`, 'token/signature')
    await expectRefused(`${header}.${claims}.`, 'token/signature')
  })

  describe('whatever stands in the key set', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const publicOf = (key: typeof ownKey.publicKey, kid: string): JWK => ({
      ...(key.export({ format: 'jwk' }) as JWK),
      kid,
    })

    test.each([
      ['a symmetric key', () => [{ kty: 'oct', k: 'AAAA', kid: 'first', alg: 'HS256' }], 'token/unknown-key'],
      ['a key of 1024 bits', () => [publicOf(weak.publicKey, 'first')], 'token/unknown-key'],
      [
        'a key for encryption',
        () => [{ ...publicOf(ownKey.publicKey, 'first'), use: 'enc' }],
        'token/unknown-key',
      ],
      [
        'a private key',
        () => [{ ...(ownKey.privateKey.export({ format: 'jwk' }) as JWK), kid: 'first' }],
        'token/unknown-key',
      ],
    ] as const)('%s verifies nothing', async (_, keys, code) => {
      const other = await startScene({ segment: segment() })
      try {
        const spare = generateKeyPairSync('rsa', { modulusLength: 2048 })
        other.provider.script.keys = [...keys(), publicOf(spare.publicKey, 'spare')]
        const body = `${part({ alg: 'RS256', kid: 'first' })}.${part({ ...claimsNow(), iss: other.provider.authority })}`
        const signature = signBytes('sha256', Buffer.from(body), ownKey.privateKey).toString('base64url')
        await expectRefused(`${body}.${signature}`, code, other)
      } finally {
        await other.close()
      }
    })

    test('of two keys with one kid the one that fits is found', async () => {
      const other = await startScene({ segment: segment() })
      try {
        other.provider.script.keys = [publicOf(ownKey.publicKey, 'first'), other.provider.jwk]
        expect((await withToken(await other.provider.sign(good), {}, other)).status).toBe(200)
      } finally {
        await other.close()
      }
    })
  })
})

describe('A36 a token is for this API, from this issuer, for now', () => {
  test.each([
    ['the audience in a list', { aud: ['other', 'api://contacts'] }],
    ['the other audience', { aud: 'contacts-id' }],
    ['a role instead of a scope', { scp: undefined, roles: ['Contacts.Read.All'] }],
    ['one scope of several', { scp: 'a Contacts.Read b' }],
    ['a beginning within the clocks’ difference', { nbf: 'soon' }],
  ])('%s is let in', async (_, claims) => {
    const nbf = Math.floor(scene.now() / 1000) + 200
    const token = await scene.provider.sign({ ...good, ...claims, ...('nbf' in claims && { nbf }) })
    expect((await withToken(token)).status).toBe(200)
  })

  test.each([
    ['no audience', { aud: undefined }, 'token/audience'],
    ['another API’s audience', { aud: 'api://other' }, 'token/audience'],
    ['an audience that begins alike', { aud: 'api://contacts.evil' }, 'token/audience'],
    ['an audience in other letters', { aud: 'API://contacts' }, 'token/audience'],
    ['an audience with a slash more', { aud: 'api://contacts/' }, 'token/audience'],
    ['a list with more than texts in it', { aud: ['api://contacts', 7] }, 'token/audience'],
    ['an empty list of audiences', { aud: [] }, 'token/audience'],
    ['a map for an audience', { aud: { 'api://contacts': true } }, 'token/audience'],
    ['another issuer', { iss: 'https://evil.example/' }, 'token/issuer'],
    ['no issuer', { iss: undefined }, 'token/issuer'],
    ['a list of issuers', { iss: ['https://evil.example/'] }, 'token/issuer'],
    ['Entra’s v1 issuer', { iss: `https://sts.windows.net/${tenant}/`, tid: tenant }, 'token/issuer'],
    ['an end that is past', { exp: 1_000_000_000 }, 'token/expired'],
    ['a beginning in ten minutes', { nbf: 'later' }, 'token/not-yet-valid'],
    ['another scope', { scp: 'Contacts.Write' }, 'token/scope'],
    ['a scope that begins alike', { scp: 'Contacts.Read.Everything' }, 'token/scope'],
    ['a scope in other letters', { scp: 'contacts.read' }, 'token/scope'],
    ['no scope', { scp: undefined }, 'token/scope'],
    ['scopes joined by commas', { scp: 'Contacts.Read,x' }, 'token/scope'],
  ] as const)('%s is refused', async (_, claims, code) => {
    const nbf = Math.floor(scene.now() / 1000) + 600
    const token = await scene.provider.sign({ ...good, ...claims, ...('nbf' in claims && { nbf }) })
    await expectRefused(token, code)
  })

  test.each([
    ['no end', { exp: undefined }],
    ['an end that is a text', { exp: '5000000000' }],
    ['an end that is a map', { exp: {} }],
    ['a beginning that is a text', { nbf: 'x' }],
  ])('%s is refused', async (_, claims) => {
    const answer = await withToken(await scene.provider.sign({ ...good, ...claims }), { cookie })
    const [code] = valuesOf(answer, 'clearway-problem')
    expect(code).toMatch(/^token\//)
    expectRefusal(answer, code as ProblemCode, page)
  })

  test('an id token is no access token', async () => {
    const idToken = await scene.provider.sign({
      aud: 'contacts-id',
      nonce: 'x',
      ver: '2.0',
      preferred_username: 'ada',
    })
    await expectRefused(idToken, 'token/wrong-kind')
  })

  test.each(['logout+jwt', 'dpop+jwt', 'secevent+jwt'])('a %s is no access token', async (typ) => {
    await expectRefused(await scene.provider.sign(good, { typ }), 'token/wrong-kind')
  })

  describe('{tenantid}', () => {
    let many: Scene
    beforeAll(async () => {
      many = await startScene({
        segment: segment(`
          issuers: ["https://login.example/{tenantid}/v2.0"]
          tenants: [${tenant}]`),
      })
    })
    afterAll(() => many.close())

    const other = '00000000-0000-4000-8000-000000000000'
    test.each([
      ['the allowed tenant', `https://login.example/${tenant}/v2.0`, tenant, 200],
      ['another tenant', `https://login.example/${other}/v2.0`, other, 401],
      ['the allowed tenant’s name at another’s issuer', `https://login.example/${other}/v2.0`, tenant, 401],
      ['another’s name at the allowed tenant’s issuer', `https://login.example/${tenant}/v2.0`, other, 401],
      ['the template itself', 'https://login.example/{tenantid}/v2.0', '{tenantid}', 401],
      ['no tenant', `https://login.example/${tenant}/v2.0`, undefined, 401],
      ['a tenant with a path in it', `https://login.example/${tenant}/../x/v2.0`, `${tenant}/../x`, 401],
      ['v1', `https://sts.windows.net/${tenant}/`, tenant, 401],
    ])('%s', async (_, iss, tid, status) => {
      const answer = await withToken(await many.provider.sign({ ...good, iss, tid }), {}, many)
      expect(answer.status).toBe(status)
      if (status === 401) expectRefusal(answer, 'token/issuer', page)
    })
  })
})

describe('A37 a bearer token means the token’s rules, whatever else there is', () => {
  test('beside a good session a bad token is refused, and a good one is the caller', async () => {
    await expectRefused(await scene.provider.sign({ ...good, exp: 1 }), 'token/expired')
    const answer = await withToken(await scene.provider.sign({ ...good, sub: 'the-token' }), { cookie })
    expect(answer.status).toBe(200)
    const rawHeaders = scene.app.requests.at(-1)?.rawHeaders ?? []
    const assertion = rawHeaders[rawHeaders.indexOf('Clearway-Assertion') + 1] ?? ''
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as object
    expect(claims).toMatchObject({ sub: 'the-token', by: 'bearer' })
  })

  test('a navigation with a token is told 401, not sent to sign in', async () => {
    const answer = await withToken(await scene.provider.sign({ ...good, exp: 1 }), {
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
      accept: 'text/html',
    })
    expectRefusal(answer, 'token/expired', page)
    expect(scene.provider.asked.length).toBe(1)
  })

  test('a token expires while it is remembered', async () => {
    const token = await scene.provider.sign(good)
    expect((await withToken(token)).status).toBe(200)
    scene.advance(299_000 + 300_000)
    expect((await withToken(token)).status).toBe(200)
    scene.advance(2_000)
    await expectRefused(token, 'token/expired')
  })

  test.each([
    ['lower case', (token: string) => `bearer ${token}`, 200],
    ['upper case', (token: string) => `BEARER ${token}`, 200],
    ['several spaces', (token: string) => `Bearer    ${token}`, 200],
    ['no token', () => 'Bearer', 401],
    ['a tab', (token: string) => `Bearer\t${token}`, 401],
    ['quotes', (token: string) => `Bearer "${token}"`, 401],
    ['a comma', (token: string) => `Bearer, ${token}`, 401],
    ['an equals sign', (token: string) => `Bearer=${token}`, 401],
    ['two tokens', (token: string) => `Bearer ${token} ${token}`, 401],
    ['two credentials', (token: string) => `Bearer ${token}, Bearer ${token}`, 401],
    ['a second scheme behind it', (token: string) => `Bearer ${token}, Basic eDp5`, 401],
  ])('the header with %s', async (_, write, status) => {
    const token = await scene.provider.sign(good)
    const answer = await rawGet(scene.port, scene.host, '/x', [
      `Authorization: ${write(token)}`,
      `Cookie: ${cookie}`,
      `Origin: ${page}`,
    ])
    expect(answer.status).toBe(status)
    if (status === 401) expectRefusal(answer, 'token/malformed', page)
  })

  test('two Authorization headers are a conflict, in either order', async () => {
    const token = await scene.provider.sign(good)
    const both = [`Authorization: Bearer ${token}`, 'Authorization: Bearer x']
    for (const headers of [both, both.toReversed()]) {
      expectRefusal(await rawGet(scene.port, scene.host, '/x', headers), 'request/header-conflict')
    }
  })

  test('a token in the query is no token, and is in no log', async () => {
    const token = await scene.provider.sign(good)
    expectRefusal(await scene.call(`/x?access_token=${token}`), 'session/missing')
    expectRefusal(await scene.call(`/x?token=${token}`), 'session/missing')
    expect(scene.logText()).not.toContain(token)
  })

  test('a token in a form is no token', async () => {
    const body = `access_token=${await scene.provider.sign(good)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    expectRefusal(await scene.call('/x', { method: 'POST', headers, body }), 'session/missing')
  })

  test('another page’s origin reads none of it', async () => {
    const answer = await withToken('x', { origin: 'http://evil.example' })
    expectRefusal(answer, 'token/malformed')
    expect(corsOf(answer)).toEqual([])
  })
})

describe('A38 Microsoft Graph’s token at another API is explained', () => {
  test.each([
    '00000003-0000-0000-c000-000000000000',
    'https://graph.microsoft.com',
    'https://graph.microsoft.com/',
  ])('by its audience %s, and by the nonce in its header that spoils its signature', async (aud) => {
    const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const token = await new SignJWT({ ...claimsNow(), aud, iss: `https://sts.windows.net/${tenant}/` })
      .setProtectedHeader({ alg: 'RS256', kid: 'first', nonce: 'x', typ: 'JWT' })
      .sign(key)
    const answer = await withToken(token, { cookie })
    expect(answer.status).toBe(401)
    expect((answer.json() as { detail: string }).detail).toMatch(/Microsoft Graph/)
    expect(valuesOf(answer, 'www-authenticate').join()).toContain('token/wrong-kind')
  })

  test('the nonce in the header alone is enough', async () => {
    const token = await scene.provider.sign({ ...good, aud: 'api://other' }, { nonce: 'x' })
    const answer = await expectRefused(token, 'token/wrong-kind')
    expect((answer.json() as { detail: string }).detail).toMatch(/nonce/)
  })
})
