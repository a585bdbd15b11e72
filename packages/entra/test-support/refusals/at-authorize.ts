import { fabrikamId } from '../contoso.ts'
import { authorizeParameters, type Browser, pageUri, pathTo, type Running, signIn } from '../running.ts'
import type { Case } from './case.ts'

/** Asks for authorization by the page, without a session. */
const authorize =
  (more: Record<string, string>, tenant?: string) =>
  (running: Running): Promise<Response> => {
    const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
    return running.createBrowser().request(pathTo('oauth2/v2.0/authorize', parameters, tenant))
  }

/** The same at version 1.0. */
const authorizeV1 =
  (more: Record<string, string>) =>
  (running: Running): Promise<Response> => {
    const { scope: _, ...parameters } = { ...authorizeParameters(running.page, pageUri), ...more }
    return running.createBrowser().request(pathTo('oauth2/authorize', parameters))
  }

/** Allows the page both kinds of token first. */
const implicit =
  (more: Record<string, string>) =>
  (running: Running): Promise<Response> => {
    running.page.oauth2AllowIdTokenImplicitFlow = true
    running.page.oauth2AllowImplicitFlow = true
    return authorize(more)(running)
  }

/** Asks without a page, in a browser that Ada is signed in with. */
const silently =
  (more: Record<string, string>, prepare: (running: Running) => void = () => undefined) =>
  async (running: Running): Promise<Response> => {
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    prepare(running)
    return browser.request(pathTo('oauth2/v2.0/authorize', { ...parameters, ...more, prompt: 'none' }))
  }

async function signInTwo(running: Running): Promise<Browser> {
  const browser = running.createBrowser()
  await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
  await signIn(browser, authorizeParameters(running.page, pageUri), running.bob)
  return browser
}

/** Every refusal of the authorization endpoint. */
export const atAuthorize: Case[] = [
  ['a tenant that is not there', 90002, 'page', '', authorize({}, 'nowhere')],
  ['personal accounts', 700016, 'page', '', authorize({}, 'consumers')],
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
    silently({ scope: 'api://contacts/Nothing' }),
  ],
  [
    'silence for what nobody consented to',
    65001,
    'redirect',
    'consent_required',
    silently({}, ({ contoso }) => void (contoso.oauth2PermissionGrants = [])),
  ],
  ['silence for a session that ended', 160021, 'redirect', 'login_required', silently({ sid: 'stale' })],
  ['silence for another person', 50058, 'redirect', 'login_required', silently({ login_hint: 'eve@x.com' })],
  [
    'silence for another domain',
    50058,
    'redirect',
    'login_required',
    silently({ domain_hint: 'fabrikam.com' }),
  ],
  [
    'silence for somebody who is not assigned',
    50105,
    'redirect',
    'interaction_required',
    silently({}, ({ page }) => void (page.appRoleAssignmentRequired = true)),
  ],
  [
    'tokens by query',
    70007,
    'redirect',
    'invalid_request',
    implicit({ response_type: 'id_token', response_mode: 'query' }),
  ],
  [
    'a code and a token',
    70005,
    'redirect',
    'unsupported_response_type',
    implicit({ response_type: 'code token' }),
  ],
  [
    'an encrypted answer without a key',
    70005,
    'redirect',
    'unsupported_response_type',
    implicit({ response_type: 'id_token token refresh_token' }),
  ],
  [
    'an id token without a nonce',
    900144,
    'redirect',
    'invalid_request',
    implicit({ response_type: 'id_token', nonce: '' }),
  ],
  [
    'an id token without openid',
    70011,
    'redirect',
    'invalid_scope',
    implicit({ response_type: 'id_token', scope: 'api://contacts/Contacts.Read' }),
  ],
  ['sign-up', 90023, 'redirect', 'invalid_request', authorize({ prompt: 'create' })],
  ['claims that are no JSON', 9002313, 'redirect', 'invalid_request', authorize({ claims: '{' })],
  ['claims that are no object', 9002313, 'redirect', 'invalid_request', authorize({ claims: '[]' })],
  [
    'claims of a token that are none',
    9002313,
    'redirect',
    'invalid_request',
    authorize({ claims: '{"id_token":1}' }),
  ],
  [
    'very many claims',
    9002313,
    'redirect',
    'invalid_request',
    authorize({ claims: `{"x":"${'y'.repeat(4096)}"}` }),
  ],
  ['a very long nonce', 9002313, 'redirect', 'invalid_request', authorize({ nonce: 'n'.repeat(4097) })],
  [
    'a very long scope',
    70011,
    'redirect',
    'invalid_scope',
    authorize({ scope: `openid ${'s'.repeat(4097)}` }),
  ],
  ['an age that is no number', 9002313, 'redirect', 'invalid_request', authorize({ max_age: '-1' })],
  [
    'version 1.0: a resource that is none',
    500011,
    'redirect',
    'invalid_resource',
    authorizeV1({ resource: 'a b' }),
  ],
  ['version 1.0: an unknown prompt', 90023, 'redirect', 'invalid_request', authorizeV1({ prompt: 'x' })],
]
