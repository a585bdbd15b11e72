import { describe, expect, it } from 'vitest'
import { atUserFlow } from '../test-support/refusals/at-user-flow.ts'
import {
  answerOf,
  authorizeParameters,
  gatewayUri,
  pageUri,
  pathTo,
  type Running,
  startContoso,
} from '../test-support/running.ts'
import { aadB2cCodes } from './aadb2c.ts'

const flow = 'contoso.onmicrosoft.com/B2C_1_susi'

async function startWithUserFlows(): Promise<Running> {
  const running = await startContoso()
  running.contoso.userFlows = [{ id: 'B2C_1_susi' }, { id: 'B2C_1_edit', userFlowType: 'profileUpdate' }]
  return running
}

/** The full code in a description, of the shape that B2C's have. */
function codeIn(description: string | null): string | undefined {
  expect(description).toMatch(
    /^[A-Z0-9]+: [^\r\n<]+\r\nCorrelation ID: [0-9a-f-]{36}\r\nTimestamp: [\d-]+ [\d:]+Z\r\n$/,
  )
  return description?.split(':', 1)[0]
}

/** Reads a refusal, whichever way it came. */
async function outcomeOf(response: Response): Promise<{ via: string; code?: string; error?: string | null }> {
  if (response.status === 302) {
    const answer = answerOf(response)
    expect([...answer.keys()]).toEqual(['error', 'error_description', 'state'])
    expect(answer.get('state')).toBe('state-1')
    return {
      via: 'redirect',
      code: codeIn(answer.get('error_description')) ?? '',
      error: answer.get('error'),
    }
  }
  expect(response.status).toBe(400)
  const text = await response.text()
  if (response.headers.get('content-type')?.startsWith('text/html') === true) {
    return { via: 'page', code: /AAD(?:STS|B2C)\d+(?=: )/.exec(text)?.[0] ?? '', error: '' }
  }
  const body = JSON.parse(text) as { error: string; error_description: string }
  expect(Object.keys(body)).toEqual(['error', 'error_description'])
  return { via: 'json', code: codeIn(body.error_description) ?? '', error: body.error }
}

describe('refused at a user flow', () => {
  it.each(atUserFlow)('%s: %s as %s', async (_, code, via, error, provoke) => {
    const running = await startWithUserFlows()
    expect(await outcomeOf(await provoke(running))).toEqual({ via, code, error })
    const family = code.startsWith('AADB2C') ? { family: 'AADB2C' } : {}
    const event = running.events.at(-1)
    expect(event).toMatchObject({ type: 'refused', code: Number(/\d+$/.exec(code)?.[0]), ...family })
    expect(event !== undefined && 'family' in event).toBe('family' in family)
  })

  it('has no code that cannot be provoked', () => {
    const provoked = new Set(atUserFlow.map(([, code]) => code))
    expect(aadB2cCodes.filter((code) => !provoked.has(`AADB2C${code}`))).toEqual([])
  })
})

describe('a redirect URI that is not registered', () => {
  it('is told at the first one that is, in the mode asked for', async () => {
    const running = await startWithUserFlows()
    const asked = { ...authorizeParameters(running.page, 'https://evil.example/'), response_mode: 'fragment' }
    const path = pathTo('oauth2/v2.0/authorize', asked, flow)
    const location = (await running.createBrowser().request(path)).headers.get('location') ?? ''
    expect(location).toMatch(/^http:\/\/contacts\.localhost:5173\/callback#error=redirect_uri_mismatch&/)
    expect(location.slice(0, location.indexOf('#'))).toBe(pageUri)
  })

  it('stays on a page at every other address', async () => {
    const running = await startWithUserFlows()
    const asked = authorizeParameters(running.page, 'https://evil.example/')
    const response = await running.createBrowser().request(pathTo('oauth2/v2.0/authorize', asked))
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
  })
})

describe('the page of a user flow', () => {
  const pageAt = async (running: Running, address: string): Promise<string> => {
    const path = pathTo('oauth2/v2.0/authorize', authorizeParameters(running.page, pageUri), address)
    return (await running.createBrowser().request(path)).text()
  }

  it.each([
    ['a sign-in', flow, true],
    ['any other user flow', 'contoso.onmicrosoft.com/B2C_1_edit', false],
    ['the tenant itself', 'contoso.onmicrosoft.com', false],
  ])('of %s: whether it asks for a forgotten password', async (_, address, asks) => {
    expect((await pageAt(await startWithUserFlows(), address)).includes('id="forgotPassword"')).toBe(asks)
  })

  it('asks where the password is typed, too', async () => {
    const running = await startWithUserFlows()
    running.ada.passwordProfile = { password: 'right' }
    const request = new URLSearchParams(authorizeParameters(running.page, pageUri)).toString()
    const form = { request, user: running.ada.id }
    const response = await running.createBrowser().post(`/${flow}/oauth2/v2.0/login`, form)
    expect(await response.text()).toContain('id="forgotPassword"')
  })

  it.each([
    ['the tenant itself', 'contoso.onmicrosoft.com'],
    ['a user flow that signs nobody in', 'contoso.onmicrosoft.com/B2C_1_edit'],
  ])('knows no forgotten password at %s', async (_, address) => {
    const running = await startWithUserFlows()
    const request = new URLSearchParams(authorizeParameters(running.page, pageUri)).toString()
    const path = `/${address}/oauth2/v2.0/login`
    const response = await running.createBrowser().post(path, { request, user: running.ada.id, forgot: '1' })
    expect(answerOf(response).has('code')).toBe(true)
  })
})

describe('a refusal that names times', () => {
  it('has them in seconds', async () => {
    const running = await startWithUserFlows()
    const request = new URLSearchParams(authorizeParameters(running.gateway, gatewayUri)).toString()
    const login = { request, user: running.ada.id }
    const signedIn = await running.createBrowser().post(`/${flow}/oauth2/v2.0/login`, login)
    const issued = running.clock.now() / 1000
    running.clock.advance(601)
    const fields = {
      client_id: running.gateway.appId,
      client_secret: 'right-secret',
      grant_type: 'authorization_code',
      redirect_uri: gatewayUri,
      code: answerOf(signedIn).get('code') ?? '',
    }
    const response = await running.createBrowser().post(`/${flow}/oauth2/v2.0/token`, fields)
    const { error_description } = (await response.json()) as { error_description: string }
    expect(error_description).toContain(
      `Current time: ${issued + 601}, Grant issued time: ${issued}, Grant expiration time: ${issued + 600}`,
    )
  })
})

describe('a page that redeems the code of a web application’s redirect URI', () => {
  it('may read why not, as at B2C', async () => {
    const running = await startWithUserFlows()
    const fields = {
      client_id: running.gateway.appId,
      grant_type: 'authorization_code',
      redirect_uri: gatewayUri,
      code: 'x',
    }
    const headers = { origin: 'https://app.example.com' }
    const response = await running.createBrowser().post(`/${flow}/oauth2/v2.0/token`, fields, headers)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('a fault', () => {
  it.each([
    [90118, 'AADB2C90118'],
    [70008, 'AADB2C90080'],
    [50076, 'AADSTS50076'],
  ])('that forces %i is %s at a user flow', async (error, code) => {
    const running = await startWithUserFlows()
    running.entra.control.addFault({ error, endpoint: 'authorize' })
    const path = pathTo('oauth2/v2.0/authorize', authorizeParameters(running.page, pageUri), flow)
    const answer = answerOf(await running.createBrowser().request(path))
    expect(answer.get('error_description')).toMatch(new RegExp(`^${code}: `))
  })
})
