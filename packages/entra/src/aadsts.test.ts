import { describe, expect, it } from 'vitest'
import { expiredSecret, fabrikamId } from '../test-support/contoso.ts'
import {
  answerOf,
  authorizeParameters,
  type Browser,
  gatewayCode,
  gatewayFields,
  gatewayUri,
  pageCode,
  pageFields,
  pageOrigin,
  pageUri,
  pathTo,
  requestTokens,
  type Running,
  signIn,
  startContoso,
} from '../test-support/running.ts'
import { aadsts, type AadstsCode, aadstsCodes } from './aadsts.ts'

/** How a refusal reached the caller. */
type Outcome = { via: 'page' | 'redirect' | 'json'; code: number; error?: string | null; status: number }

const codeIn = (text: string): number => Number(/AADSTS(\d+): /.exec(text)?.[1])

async function outcomeOf(response: Response): Promise<Outcome> {
  const { status } = response
  if (status === 302) {
    const answer = answerOf(response)
    expect(answer.get('state')).toBe('state-1')
    const code = codeIn(answer.get('error_description') ?? '')
    expect(answer.get('error_uri')).toBe(`https://login.microsoftonline.com/error?code=${code}`)
    return { via: 'redirect', code, error: answer.get('error'), status }
  }
  const text = await response.text()
  if (response.headers.get('content-type')?.startsWith('text/html') === true) {
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    return { via: 'page', code: codeIn(text), status }
  }
  const body = JSON.parse(text) as { error: string; error_codes: number[]; error_description: string }
  expect(body.error_codes).toEqual([codeIn(body.error_description)])
  return { via: 'json', code: codeIn(body.error_description), error: body.error, status }
}

/** Asks for authorization by the page, without a session. */
const authorize =
  (more: Record<string, string>, tenant?: string) =>
  (running: Running): Promise<Response> => {
    const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
    return running.createBrowser().request(pathTo('oauth2/v2.0/authorize', parameters, tenant))
  }

/** Redeems a code for the gateway, asked for with and redeemed with more or other parameters. */
const redeem =
  (more: Record<string, string>, asked: Record<string, string> = {}, tenant?: string) =>
  async (running: Running): Promise<Response> => {
    const fields = gatewayFields(running, { code: await gatewayCode(running, asked), ...more })
    return (await post(running, fields, {}, tenant)).response
  }

/** `requestTokens`, its body left unread. */
async function post(
  running: Running,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  tenant = 'contoso.onmicrosoft.com',
): Promise<{ response: Response; browser: Browser }> {
  const browser = running.createBrowser()
  return { response: await browser.post(`/${tenant}/oauth2/v2.0/token`, fields, headers), browser }
}

/** Asks for a token for the gateway itself. */
const clientCredentials =
  (scope: string, tenant?: string) =>
  async (running: Running): Promise<Response> => {
    running.gateway.signInAudience = 'AzureADMultipleOrgs'
    return (
      await post(running, gatewayFields(running, { grant_type: 'client_credentials', scope }), {}, tenant)
    ).response
  }

async function refreshLater(running: Running, seconds: number, spa: boolean): Promise<Response> {
  const headers = spa ? pageOrigin : {}
  const fields = spa
    ? pageFields(running, { code: await pageCode(running) })
    : gatewayFields(running, { code: await gatewayCode(running) })
  const { body } = await requestTokens(running, fields, headers)
  running.clock.advance(seconds)
  const refresh = { ...fields, grant_type: 'refresh_token', refresh_token: body.refresh_token }
  return (await post(running, refresh, headers)).response
}

async function signInTwo(running: Running): Promise<Browser> {
  const browser = running.createBrowser()
  await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
  await signIn(browser, authorizeParameters(running.page, pageUri), running.bob)
  return browser
}

type Case = [
  what: string,
  code: AadstsCode,
  via: Outcome['via'],
  error: string,
  (running: Running) => Promise<Response>,
]

const day = 24 * 60 * 60

const atAuthorize: Case[] = [
  ['a tenant that is not there', 90002, 'page', '', authorize({}, 'nowhere')],
  ['personal accounts', 90002, 'page', '', authorize({}, 'consumers')],
  ['no client id', 900144, 'page', '', authorize({ client_id: '' })],
  ['an application that is not there', 700016, 'page', '', authorize({ client_id: 'nobody' })],
  ['another tenant’s application', 700016, 'page', '', authorize({}, fabrikamId)],
  ['a single-tenant application at common', 50194, 'page', '', authorize({}, 'common')],
  ['a single-tenant application at organizations', 50194, 'page', '', authorize({}, 'organizations')],
  ['no redirect URI', 900971, 'page', '', authorize({ redirect_uri: '' })],
  [
    'a redirect URI that is not registered',
    50011,
    'page',
    '',
    authorize({ redirect_uri: 'https://evil.example.com/' }),
  ],
  [
    'a parameter twice',
    9000411,
    'page',
    '',
    (running) =>
      running
        .createBrowser()
        .request(`${pathTo('oauth2/v2.0/authorize', authorizeParameters(running.page, pageUri))}&state=2`),
  ],
  [
    'an application without redirect URIs',
    900971,
    'page',
    '',
    (running) => authorize({ client_id: running.contactsApi.appId })(running),
  ],
  ['an unknown response mode', 70007, 'redirect', 'invalid_request', authorize({ response_mode: 'jwt' })],
  ['no response type', 900144, 'redirect', 'invalid_request', authorize({ response_type: '' })],
  [
    'an unknown response type',
    70005,
    'redirect',
    'unsupported_response_type',
    authorize({ response_type: 'none' }),
  ],
  [
    'implicit id tokens',
    700054,
    'redirect',
    'unsupported_response_type',
    authorize({ response_type: 'code id_token' }),
  ],
  [
    'implicit access tokens',
    700051,
    'redirect',
    'unsupported_response_type',
    authorize({ response_type: 'token' }),
  ],
  ['no scope', 900144, 'redirect', 'invalid_request', authorize({ scope: '' })],
  ['a scope that is none', 70011, 'redirect', 'invalid_scope', authorize({ scope: 'openid "' })],
  ['a resource, as in v1', 901002, 'redirect', 'invalid_request', authorize({ resource: 'https://x' })],
  ['two prompts', 90023, 'redirect', 'invalid_request', authorize({ prompt: 'login consent' })],
  ['a short challenge', 501491, 'redirect', 'invalid_request', authorize({ code_challenge: 'x'.repeat(42) })],
  ['a long challenge', 501491, 'redirect', 'invalid_request', authorize({ code_challenge: 'x'.repeat(129) })],
  ['a method without a challenge', 501491, 'redirect', 'invalid_request', authorize({ code_challenge: '' })],
  [
    'an unknown challenge method',
    9002313,
    'redirect',
    'invalid_request',
    authorize({ code_challenge_method: 'S512' }),
  ],
  ['silence without a session', 50058, 'redirect', 'login_required', authorize({ prompt: 'none' })],
  [
    'silence with two accounts',
    16000,
    'redirect',
    'interaction_required',
    async (running) => {
      const parameters = { ...authorizeParameters(running.page, pageUri), prompt: 'none' }
      return (await signInTwo(running)).request(pathTo('oauth2/v2.0/authorize', parameters))
    },
  ],
  [
    'silence for somebody disabled',
    50057,
    'redirect',
    'access_denied',
    async (running) => {
      const browser = await signInTwo(running)
      running.ada.accountEnabled = false
      const more = { prompt: 'none', login_hint: running.ada.userPrincipalName }
      const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
      return browser.request(pathTo('oauth2/v2.0/authorize', parameters))
    },
  ],
  [
    'silence for a scope that the API lacks',
    65001,
    'redirect',
    'consent_required',
    async (running) => {
      const browser = running.createBrowser()
      const parameters = authorizeParameters(running.page, pageUri)
      await signIn(browser, parameters, running.ada)
      const silent = { ...parameters, scope: 'api://contacts/Nothing', prompt: 'none' }
      return browser.request(pathTo('oauth2/v2.0/authorize', silent))
    },
  ],
]

const picking =
  (more: Record<string, string>, fields: (running: Running) => Record<string, string>) =>
  (running: Running): Promise<Response> => {
    const request = new URLSearchParams({ ...authorizeParameters(running.page, pageUri), ...more }).toString()
    return running.createBrowser().post('/contoso.onmicrosoft.com/login', { request, ...fields(running) })
  }
const asAda = ({ ada }: Running): Record<string, string> => ({ user: ada.id })

const atSignIn: Case[] = [
  [
    'a form without a request',
    900144,
    'page',
    '',
    (running) => running.createBrowser().post('/common/login', {}),
  ],
  ['cancelling', 65004, 'redirect', 'access_denied', picking({}, () => ({ cancel: '1' }))],
  ['another tenant’s user', 50020, 'page', '', picking({}, ({ finn }) => ({ user: finn.id }))],
  ['nobody', 50034, 'page', '', picking({}, () => ({}))],
  ['an unknown name', 50034, 'page', '', picking({}, () => ({ username: 'eve@contoso.com' }))],
  [
    'somebody disabled',
    50057,
    'page',
    '',
    picking({}, ({ bob }) => {
      bob.accountEnabled = false
      return { user: bob.id }
    }),
  ],
  ['an unknown API', 500011, 'redirect', 'invalid_resource', picking({ scope: 'api://nothing/X' }, asAda)],
  [
    'a scope that the API lacks',
    650053,
    'redirect',
    'invalid_client',
    picking({ scope: 'api://contacts/Nothing' }, asAda),
  ],
  [
    'an API’s scope without the API',
    650053,
    'redirect',
    'invalid_client',
    picking({ scope: 'Contacts.Read' }, asAda),
  ],
  [
    '.default with others',
    70011,
    'redirect',
    'invalid_scope',
    picking({ scope: 'api://contacts/.default api://contacts/Contacts.Read' }, asAda),
  ],
]

const atToken: Case[] = [
  [
    'a GET',
    900561,
    'json',
    'invalid_request',
    (running) => running.createBrowser().request(pathTo('oauth2/v2.0/token')),
  ],
  ['a tenant that is not there', 90002, 'json', 'invalid_request', redeem({}, {}, 'nowhere')],
  ['no grant type', 900144, 'json', 'invalid_request', redeem({ grant_type: '' })],
  [
    'a body of JSON',
    900144,
    'json',
    'invalid_request',
    (running) =>
      running.createBrowser().request(pathTo('oauth2/v2.0/token'), {
        method: 'POST',
        body: JSON.stringify(gatewayFields(running)),
        headers: { 'content-type': 'application/json' },
      }),
  ],
  ['no client id', 900144, 'json', 'invalid_request', redeem({ client_id: '' })],
  [
    'an application that is not there',
    700016,
    'json',
    'unauthorized_client',
    redeem({ client_id: 'nobody' }),
  ],
  ['a single-tenant application at common', 50194, 'json', 'invalid_request', redeem({}, {}, 'common')],
  ['a resource, as in v1', 901002, 'json', 'invalid_request', redeem({ resource: 'https://x' })],
  ['an unknown grant type', 70003, 'json', 'unsupported_grant_type', redeem({ grant_type: 'password' })],
  ['no code', 900144, 'json', 'invalid_request', redeem({ code: '' })],
  ['no redirect URI', 900144, 'json', 'invalid_request', redeem({ redirect_uri: '' })],
  ['no secret', 7000218, 'json', 'invalid_client', redeem({ client_secret: '' })],
  ['a wrong secret', 7000215, 'json', 'invalid_client', redeem({ client_secret: 'wrong' })],
  ['an expired secret', 7000222, 'json', 'invalid_client', redeem({ client_secret: expiredSecret })],
  [
    'a wrong secret and a code of nobody’s',
    7000215,
    'json',
    'invalid_client',
    redeem({ client_secret: 'x', code: 'y' }),
  ],
  ['a code of nobody’s', 9002313, 'json', 'invalid_grant', redeem({ code: 'nonsense' })],
  [
    'a code of another application',
    70000,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = { client_id: running.everywhere.appId, code: await gatewayCode(running) }
      return (await post(running, gatewayFields(running, fields))).response
    },
  ],
  [
    'a code of another tenant',
    700005,
    'json',
    'invalid_grant',
    async (running) => {
      running.gateway.signInAudience = 'AzureADMultipleOrgs'
      return redeem({}, {}, fabrikamId)(running)
    },
  ],
  [
    'a redirect URI that is not registered',
    50011,
    'json',
    'invalid_request',
    redeem({ redirect_uri: 'https://x/' }),
  ],
  [
    'another redirect URI',
    500112,
    'json',
    'invalid_client',
    redeem({ redirect_uri: 'https://app.example.com/back?x=1' }),
  ],
  [
    'a code for the second time',
    54005,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      await post(running, fields)
      return (await post(running, fields)).response
    },
  ],
  [
    'a code after ten minutes',
    70008,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.clock.advance(10 * 60)
      return (await post(running, fields)).response
    },
  ],
  ['a wrong verifier', 501481, 'json', 'invalid_grant', redeem({ code_verifier: 'x'.repeat(43) })],
  ['no verifier', 501481, 'json', 'invalid_grant', redeem({ code_verifier: '' })],
  [
    'a verifier without a challenge',
    501481,
    'json',
    'invalid_grant',
    redeem({}, { code_challenge: '', code_challenge_method: '' }),
  ],
  ['a scope that is none', 70011, 'json', 'invalid_scope', redeem({ scope: '/' })],
  ['an unknown API', 500011, 'json', 'invalid_resource', redeem({ scope: 'api://nothing/X' })],
  ['a scope that the API lacks', 65001, 'json', 'invalid_grant', redeem({ scope: 'api://contacts/Nothing' })],
  ['two APIs', 28000, 'json', 'invalid_scope', redeem({ scope: 'api://contacts/Contacts.Read User.Read' })],
  [
    'two APIs at sign-in and none named',
    28003,
    'json',
    'invalid_scope',
    redeem({}, { scope: 'api://contacts/Contacts.Read User.Read' }),
  ],
  [
    'somebody disabled since',
    50057,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.ada.accountEnabled = false
      return (await post(running, fields)).response
    },
  ],
  [
    'a refresh token of nobody’s',
    9002313,
    'json',
    'invalid_grant',
    redeem({ grant_type: 'refresh_token', refresh_token: 'x' }),
  ],
  [
    'a refresh token after 90 days',
    700082,
    'json',
    'invalid_grant',
    (running) => refreshLater(running, 90 * day, false),
  ],
  [
    'a page’s refresh token after a day',
    700084,
    'json',
    'invalid_grant',
    (running) => refreshLater(running, day, true),
  ],
  [
    'a refresh token of another application',
    70000,
    'json',
    'invalid_grant',
    async (running) => {
      const { body } = await requestTokens(
        running,
        gatewayFields(running, { code: await gatewayCode(running) }),
      )
      const fields = {
        grant_type: 'refresh_token',
        client_id: running.everywhere.appId,
        refresh_token: body.refresh_token,
      }
      return (await post(running, gatewayFields(running, fields))).response
    },
  ],
  [
    'a refresh token at another tenant',
    70000,
    'json',
    'invalid_grant',
    async (running) => {
      running.gateway.signInAudience = 'AzureADMultipleOrgs'
      const { body } = await requestTokens(
        running,
        gatewayFields(running, { code: await gatewayCode(running) }),
      )
      const fields = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
      return (await post(running, gatewayFields(running, fields), {}, fabrikamId)).response
    },
  ],
  [
    'client credentials at common',
    9001023,
    'json',
    'invalid_request',
    clientCredentials('api://contacts/.default', 'common'),
  ],
  [
    'client credentials for a scope',
    1002012,
    'json',
    'invalid_scope',
    clientCredentials('api://contacts/Contacts.Read'),
  ],
  [
    'client credentials for two APIs',
    70011,
    'json',
    'invalid_scope',
    clientCredentials('api://contacts/.default https://org.example.com//.default'),
  ],
  [
    'client credentials for an unknown API',
    500011,
    'json',
    'invalid_resource',
    clientCredentials('api://x/.default'),
  ],
  ['client credentials for nothing', 900144, 'json', 'invalid_request', clientCredentials('')],
  [
    'client credentials without a secret',
    7000218,
    'json',
    'invalid_client',
    async (running) => {
      const fields = { client_secret: '', grant_type: 'client_credentials', scope: 'api://contacts/.default' }
      return (await post(running, gatewayFields(running, fields))).response
    },
  ],
  [
    'a native application’s secret',
    700025,
    'json',
    'invalid_client',
    async (running) => {
      const parameters = authorizeParameters(running.native, 'http://localhost:1')
      const code = answerOf(await signIn(running.createBrowser(), parameters, running.ada)).get('code') ?? ''
      const client = { client_id: running.native.appId, redirect_uri: 'http://localhost:1' }
      return (await post(running, gatewayFields(running, { ...client, code }))).response
    },
  ],
  [
    'a secret in two places',
    9000411,
    'json',
    'invalid_request',
    async (running) => {
      const authorization = `Basic ${Buffer.from(`${running.gateway.appId}:x`).toString('base64')}`
      return (await post(running, gatewayFields(running, { code: 'x' }), { authorization })).response
    },
  ],
  [
    'a page’s code without an Origin',
    9002327,
    'json',
    'invalid_request',
    async (running) => (await post(running, pageFields(running, { code: await pageCode(running) }))).response,
  ],
  [
    'a web application’s code with an Origin',
    9002326,
    'json',
    'invalid_request',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running), client_secret: '' })
      return (await post(running, fields, { origin: 'https://app.example.com' })).response
    },
  ],
  [
    'a page’s code without a challenge',
    9002325,
    'json',
    'invalid_request',
    async (running) => {
      const code = await pageCode(running, { code_challenge: '', code_challenge_method: '' })
      return (await post(running, pageFields(running, { code, code_verifier: '' }), pageOrigin)).response
    },
  ],
]

describe.each([
  ['authorize', atAuthorize],
  ['sign-in', atSignIn],
  ['token', atToken],
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
  it('has no code that cannot be provoked', () => {
    const provoked = new Set<number>([...atAuthorize, ...atSignIn, ...atToken].map(([, code]) => code))
    expect(aadstsCodes.filter((code) => !provoked.has(code))).toEqual([])
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
