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

async function signInTwo(running: Running): Promise<Browser> {
  const browser = running.createBrowser()
  await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
  await signIn(browser, authorizeParameters(running.page, pageUri), running.bob)
  return browser
}

/** Every refusal of the authorization endpoint. */
export const atAuthorize: Case[] = [
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
