import { onTestFinished } from 'vitest'
import {
  createKeys,
  type Entra,
  type EntraEvent,
  type EntraKeys,
  type EntraOptions,
  startEntra,
} from '../src/index.ts'
import { type Contoso, createContoso, secret } from './contoso.ts'

/** A clock that tests turn by hand. */
interface Clock {
  now(): number
  /** Seconds. */
  advance(seconds: number): void
}

/** A client with cookies that follows no redirect, talking to the server's address whatever its name is. */
export interface Browser {
  cookie: string
  request(path: string, init?: RequestInit): Promise<Response>
  /** Sends a form. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>
}

export interface Running extends Contoso {
  readonly entra: Entra
  readonly clock: Clock
  readonly events: EntraEvent[]
  readonly base: string
  createBrowser(): Browser
}

let sharedKeys: Promise<EntraKeys> | undefined

/** Starts a server for Contoso and Fabrikam, and stops it when the test is over. */
export async function startContoso(options: Partial<EntraOptions> = {}): Promise<Running> {
  const model = createContoso()
  let time = Date.parse('2026-11-20T10:00:00Z')
  const events: EntraEvent[] = []
  sharedKeys ??= createKeys()
  const entra = await startEntra({
    directory: model.directory,
    keys: await sharedKeys,
    now: () => time,
    onEvent: (event) => events.push(event),
    ...options,
  })
  onTestFinished(() => entra.close())
  const base = `http://127.0.0.1:${entra.port}`
  const createBrowser = (): Browser => {
    const browser: Browser = {
      cookie: '',
      async request(path, init = {}) {
        const headers = new Headers(init.headers)
        if (browser.cookie !== '') headers.set('cookie', browser.cookie)
        const response = await fetch(base + path, { redirect: 'manual', ...init, headers })
        for (const set of response.headers.getSetCookie()) browser.cookie = set.split(';', 1)[0] ?? ''
        return response
      },
      post: (path, fields, headers = {}) =>
        browser.request(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
    }
    return browser
  }
  const clock = { now: () => time, advance: (seconds: number) => void (time += seconds * 1000) }
  return { ...model, entra, clock, events, base, createBrowser }
}

/** A code verifier and its S256 challenge. */
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

/** The parameters of a usual authorization request by Contoso's page, or by another application. */
export function authorizeParameters(app: { appId: string }, redirectUri: string): Record<string, string> {
  return {
    client_id: app.appId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile offline_access api://contacts/Contacts.Read',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  }
}

export const pageUri = 'http://contacts.localhost:5173/callback'
export const gatewayUri = 'https://app.example.com/callback'

export const pathTo = (
  endpoint: string,
  parameters: Record<string, string> = {},
  tenant = 'contoso.onmicrosoft.com',
): string => `/${tenant}/${endpoint}?${new URLSearchParams(parameters).toString()}`

/** Signs a user in for an authorization request, as the sign-in page's form does. */
export function signIn(
  browser: Browser,
  parameters: Record<string, string>,
  user: { id: string },
  tenant = 'contoso.onmicrosoft.com',
): Promise<Response> {
  const request = new URLSearchParams(parameters).toString()
  return browser.post(`/${tenant}/oauth2/v2.0/login`, { request, user: user.id })
}

/** The answer's parameters at the redirect URI, for `query` and `fragment`. */
export function answerOf(response: Response): URLSearchParams {
  const location = new URL(response.headers.get('location') ?? 'none:')
  return new URLSearchParams(location.hash === '' ? location.search : location.hash.slice(1))
}

export interface TokenBody {
  [member: string]: unknown
  access_token: string
  id_token: string
  refresh_token: string
  error: string
  error_codes: number[]
}

/** Sends a token request. */
export function postToken(
  browser: Browser,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  tenant = 'contoso.onmicrosoft.com',
): Promise<Response> {
  return browser.post(`/${tenant}/oauth2/v2.0/token`, fields, headers)
}

/** Sends a token request and reads the answer. */
export async function requestTokens(
  { createBrowser }: Running,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  tenant = 'contoso.onmicrosoft.com',
): Promise<{ response: Response; body: TokenBody }> {
  const response = await postToken(createBrowser(), fields, headers, tenant)
  return { response, body: (await response.json()) as TokenBody }
}

/** The fields that redeem a code of the gateway's, its secret included. */
export const gatewayFields = (
  running: Running,
  more: Record<string, string> = {},
): Record<string, string> => ({
  client_id: running.gateway.appId,
  client_secret: secret,
  grant_type: 'authorization_code',
  redirect_uri: gatewayUri,
  code_verifier: verifier,
  ...more,
})

/** The fields that redeem a code of the page's. */
export const pageFields = (running: Running, more: Record<string, string> = {}): Record<string, string> => ({
  client_id: running.page.appId,
  grant_type: 'authorization_code',
  redirect_uri: pageUri,
  code_verifier: verifier,
  ...more,
})

export const pageOrigin: Record<string, string> = { origin: 'http://contacts.localhost:5173' }

/** A code for the gateway, of a user's sign-in in a new browser. */
export async function gatewayCode(
  running: Running,
  more: Record<string, string> = {},
  user: { id: string } = running.ada,
): Promise<string> {
  const parameters = { ...authorizeParameters(running.gateway, gatewayUri), ...more }
  return answerOf(await signIn(running.createBrowser(), parameters, user)).get('code') ?? ''
}

/** A code for the page. */
export async function pageCode(running: Running, more: Record<string, string> = {}): Promise<string> {
  const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
  return answerOf(await signIn(running.createBrowser(), parameters, running.ada)).get('code') ?? ''
}
