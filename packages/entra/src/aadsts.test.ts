import { describe, expect, it } from 'vitest'
import {
  authorizeParameters,
  gatewayCode,
  gatewayFields,
  gatewayUri,
  pathTo,
  requestTokens,
  startContoso,
} from '../test-support/running.ts'
import { atAuthorize } from '../test-support/refusals/at-authorize.ts'
import { atDeviceCode, atDeviceLogin } from '../test-support/refusals/at-device.ts'
import { atSignIn } from '../test-support/refusals/at-sign-in.ts'
import { atToken } from '../test-support/refusals/at-token.ts'
import { outcomeOf } from '../test-support/refusals/case.ts'
import { faultOnlyErrors } from './aadsts/fault-only.ts'
import { aadsts, aadstsCodes, forcedAadsts } from './aadsts.ts'

describe.each([
  ['authorize', atAuthorize],
  ['sign-in', atSignIn],
  ['token', atToken],
  ['device-code', atDeviceCode],
  ['device-login', atDeviceLogin],
] as const)('refused at %s', (endpoint, cases) => {
  it.each(cases)('%s: AADSTS%i as %s', async (_, code, via, error, provoke) => {
    const running = await startContoso()
    const outcome = await outcomeOf(await provoke(running))
    const status = { page: 400, redirect: 302, json: error === 'invalid_client' ? 401 : 400 }[via]
    expect(outcome).toEqual({ via, code, status, ...(via !== 'page' && { error }) })
    expect(running.events.at(-1)).toMatchObject({ type: 'refused', endpoint, code })
  })
})

describe('the table of errors', () => {
  it('has no code that cannot be provoked, but for those that only a fault makes', () => {
    const cases = [...atAuthorize, ...atSignIn, ...atToken, ...atDeviceCode, ...atDeviceLogin]
    const provoked = new Set<number>(cases.map(([, code]) => code))
    // Instance discovery has a test of its own.
    const known = new Set([50049, ...Object.keys(faultOnlyErrors).map(Number)])
    expect(aadstsCodes.filter((code) => !provoked.has(code) && !known.has(code))).toEqual([])
    expect([...known].filter((code) => provoked.has(code))).toEqual([])
  })

  it.each(aadstsCodes)('lets a fault force AADSTS%i', (code) => {
    const error = forcedAadsts({ error: code })
    expect(error).toMatchObject({ code })
    expect(error.message).not.toBe('')
    expect(error.error).toMatch(/^[a-z_]+$/)
    expect(error.claims === undefined || JSON.parse(error.claims)).toBeTruthy()
  })

  it('puts values into texts once, short and without control characters', () => {
    const error = aadsts(50011, { uri: '{app}\r\n', app: 'x'.repeat(600) })
    expect(error.message).toContain("The redirect URI '{app}  ' specified")
    expect(error.message).toContain(`'${'x'.repeat(512)}'`)
  })
})

describe('an error body', () => {
  it('has Entra’s members, and the caller’s correlation id', async () => {
    const running = await startContoso()
    const id = '9f1e2d3c-0000-4000-8000-00000000ABCD'
    const { body, response } = await requestTokens(running, { 'client-request-id': id })
    const trace = response.headers.get('x-ms-request-id')
    expect(trace).toMatch(/^[0-9a-f-]{36}$/)
    expect(body).toEqual({
      error: 'invalid_request',
      error_description:
        "AADSTS900144: The request body must contain the following parameter: 'grant_type'. " +
        `Trace ID: ${trace} Correlation ID: ${id.toLowerCase()} Timestamp: 2026-11-20 10:00:00Z`,
      error_codes: [900144],
      timestamp: '2026-11-20 10:00:00Z',
      trace_id: trace,
      correlation_id: id.toLowerCase(),
      error_uri: 'https://login.microsoftonline.com/error?code=900144',
    })
  })

  it.each(['', 'nonsense', '9f1e2d3c-0000-4000-8000-00000000abcd\r\nx'])(
    'has an id of its own for %j',
    async (id) => {
      const { body } = await requestTokens(await startContoso(), { 'client-request-id': id })
      expect(body['correlation_id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      expect(body['correlation_id']).not.toContain('9f1e2d3c')
    },
  )

  it('says consent_required beside its error where consent is what lacks', async () => {
    const running = await startContoso()
    const fields = gatewayFields(running, {
      code: await gatewayCode(running),
      scope: 'api://contacts/Nothing',
    })
    expect((await requestTokens(running, fields)).body['suberror']).toBe('consent_required')
  })
})

describe('an error page', () => {
  it('escapes what the request said', async () => {
    const running = await startContoso()
    const path = pathTo(
      'oauth2/v2.0/authorize',
      authorizeParameters(running.gateway, `${gatewayUri}<script>`),
    )
    const html = await (await running.createBrowser().request(path)).text()
    expect(html).toContain('callback&lt;script&gt;')
    expect(html).not.toContain('<script')
  })
})
