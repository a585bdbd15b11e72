import type { Application } from '@clearway/entra'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RawResponse } from '../../support/raw-http.ts'
import { expectGraceful, headerOf } from './support/graceful.ts'
import { issueCode } from './support/issue.ts'
import { anyUri, strangers } from './support/look-alike-uris.ts'
import { bytesAsMeant, formPost } from './support/attacked-request.ts'
import { authorizeParameters } from './support/requests/at-sign-in.ts'
import { v2 } from './support/requests/paths.ts'
import { ada, native, page, redirectUri, secret, startTarget, verifier, web } from './support/target.ts'

/** On any port, by RFC 8252, 7.3: what a browser makes of the address is looked at, not its text. */
function isNativeLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, password, pathname, protocol, username } = new URL(address)
  return protocol === 'http:' && hostname === 'localhost' && pathname === '/' && username + password === ''
}

const isRegisteredFor = (uri: string, { publicClient, spa, web: site }: Application): boolean =>
  [site, spa, publicClient].some((platform) => platform?.redirectUris.includes(uri))

/** Whether somebody may be sent to an address that was asked for as `uri`. */
const mayGoTo = (address: string, uri: string, app: Application): boolean =>
  isRegisteredFor(uri, app) ? address.startsWith(uri) : app === native && isNativeLoopback(address)

/** Where an answer takes the browser, by itself or with a form. */
function destinationsOf(answer: RawResponse): readonly string[] {
  const location = headerOf(answer, 'location')
  const actions = [...answer.body.matchAll(/<form[^>]* action="([^"]*)"/g)]
  return [
    ...(location === undefined ? [] : [location]),
    ...actions.map(([, action = '']) => action.replaceAll('&amp;', '&')),
  ]
}

const anyApp = fc.constantFrom(web, page, native)
const anyMode = fc.constantFrom('query', 'fragment', 'form_post')
const anyType = fc.constantFrom('code', 'id_token', 'token', 'id_token token', 'code id_token')

/** What a person's browser sends to have an answer brought to `uri`. */
function requestAt(endpoint: string, uri: string, app: Application, mode: string, type: string): string {
  const { code_challenge, code_challenge_method, nonce, scope, state } = authorizeParameters
  const parameters: Record<string, string> = {
    code_challenge,
    code_challenge_method,
    nonce,
    scope,
    state,
    client_id: app.appId,
    redirect_uri: uri,
    response_mode: mode,
    response_type: type,
  }
  if (endpoint === 'authorize')
    return bytesAsMeant(formPost(`${v2}/authorize`, { ...parameters, prompt: 'none' }))
  const request = new URLSearchParams(parameters).toString()
  return bytesAsMeant(formPost(`${v2}/login`, { request, user: ada.id }))
}

test.each(['authorize', 'login'])(
  '%s sends nobody to an unregistered redirect URI',
  async (endpoint) => {
    const target = await startTarget()
    await fc.assert(
      fc.asyncProperty(anyUri, anyApp, anyMode, anyType, async (uri, app, mode, type) => {
        const answer = await target.send(requestAt(endpoint, uri, app, mode, type))
        expect(answer.status).toBeLessThan(500)
        const sentTo = destinationsOf(answer)
        expect(sentTo.filter((address) => !mayGoTo(address, uri, app))).toEqual([])
        if (isRegisteredFor(uri, app)) expect(sentTo).toHaveLength(1)
        if (sentTo.length > 0) return
        expectGraceful(answer)
        expect(answer.body).not.toContain('token')
        expect({ status: answer.status, body: answer.body }).toEqual({
          status: 400,
          body: expect.stringContaining('AADSTS') as string,
        })
      }),
      { numRuns: 500, examples: strangers.map((uri) => [uri, native, 'query', 'code']) },
    )
    expect(target.failures).toEqual([])
  },
  120_000,
)

test('logout sends nobody to an unregistered address', async () => {
  const target = await startTarget()
  await fc.assert(
    fc.asyncProperty(anyUri, anyApp, async (uri, app) => {
      const fields = { post_logout_redirect_uri: uri, client_id: app.appId, state: 'state' }
      const answer = await target.send(bytesAsMeant(formPost(`${v2}/logout`, fields)))
      expect(answer.status).toBeLessThan(500)
      const sentTo = destinationsOf(answer)
      expect(sentTo.filter((address) => !mayGoTo(address, uri, app))).toEqual([])
      if (isRegisteredFor(uri, app)) expect(sentTo).toHaveLength(1)
    }),
    { numRuns: 500, examples: strangers.map((uri) => [uri, native]) },
  )
  expect(target.failures).toEqual([])
}, 120_000)

test('a code gets no tokens for any redirect URI but the one that it was issued for', async () => {
  const target = await startTarget()
  await fc.assert(
    fc.asyncProperty(anyUri, async (uri) => {
      fc.pre(uri !== redirectUri)
      const fields = {
        client_id: web.appId,
        client_secret: secret,
        grant_type: 'authorization_code',
        code: await issueCode(target),
        code_verifier: verifier,
        redirect_uri: uri,
      }
      const answer = await target.send(bytesAsMeant(formPost(`${v2}/token`, fields)))
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
      expect(answer.body).not.toContain('_token"')
    }),
    { numRuns: 200, examples: strangers.map((uri) => [uri]) },
  )
  expect(target.failures).toEqual([])
}, 120_000)
