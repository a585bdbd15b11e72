import { authorizeParameters, pageUri, pathTo, type Running } from '../../running.ts'
import { flow, type Fields, type UserFlowCase } from './case.ts'

/** Asks for authorization by the page, after some change. */
const asking =
  (more: Fields, prepare: (running: Running) => void = () => undefined) =>
  (running: Running): Promise<Response> => {
    prepare(running)
    const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
    return running.createBrowser().request(pathTo('oauth2/v2.0/authorize', parameters, flow))
  }

/** The same, where the page may have tokens from here. */
const askingForTokens = (more: Fields): ((running: Running) => Promise<Response>) =>
  asking(more, ({ page }) => {
    page.oauth2AllowIdTokenImplicitFlow = true
    page.oauth2AllowImplicitFlow = true
  })

/** Every refusal of an authorization request at a user flow. */
export const atAuthorize: UserFlowCase[] = [
  [
    'a redirect URI that is not registered',
    'AADB2C90006',
    'redirect',
    'redirect_uri_mismatch',
    asking({ redirect_uri: 'https://evil.example/' }),
  ],
  ['no redirect URI', 'AADB2C90006', 'redirect', 'redirect_uri_mismatch', asking({ redirect_uri: '' })],
  [
    'an application without redirect URIs',
    'AADB2C90007',
    'page',
    '',
    asking({}, ({ page }) => void (page.spa = { redirectUris: [] })),
  ],
  ['no client id', 'AADB2C90008', 'page', '', asking({ client_id: '' })],
  ['no scope', 'AADB2C90010', 'redirect', 'invalid_request', asking({ scope: '' })],
  [
    'an unknown response type',
    'AADB2C90013',
    'redirect',
    'unsupported_response_type',
    asking({ response_type: 'magic' }),
  ],
  [
    'an unknown response mode',
    'AADB2C90014',
    'redirect',
    'invalid_request',
    asking({ response_mode: 'pigeon' }),
  ],
  ['an application that is not there', 'AADB2C90018', 'page', '', asking({ client_id: 'nobody' })],
  ['an unknown prompt', 'AADB2C90043', 'redirect', 'invalid_request', asking({ prompt: 'please' })],
  [
    'tokens without the implicit flow',
    'AADB2C90057',
    'redirect',
    'unauthorized_client',
    asking({ response_type: 'token' }),
  ],
  ['nobody signed in', 'AADB2C90077', 'redirect', 'interaction_required', asking({ prompt: 'none' })],
  [
    'no nonce for an id token',
    'AADB2C90083',
    'redirect',
    'invalid_request',
    askingForTokens({ response_type: 'id_token', nonce: '' }),
  ],
  [
    'an id token without openid',
    'AADB2C90110',
    'redirect',
    'invalid_request',
    askingForTokens({ response_type: 'id_token', scope: 'api://contacts/Contacts.Read' }),
  ],
  ['an age that is none', 'AADB2C90120', 'redirect', 'invalid_request', asking({ max_age: 'young' })],
  [
    'an unknown challenge method',
    'AADB2C90184',
    'redirect',
    'invalid_request',
    asking({ code_challenge_method: 'S1' }),
  ],
  [
    'a page without a challenge',
    'AADB2C99059',
    'page',
    '',
    asking({ code_challenge: '', code_challenge_method: '' }),
  ],
]
