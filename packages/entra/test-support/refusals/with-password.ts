import { pageOrigin, postToken, type Running } from '../running.ts'
import type { Case } from './case.ts'

/** Asks with a name and a password, by the native application. */
const signIn =
  (more: Record<string, string>, tenant?: string) =>
  ({ ada, createBrowser, native }: Running): Promise<Response> => {
    native.isFallbackPublicClient = true
    ada.passwordProfile = { password: 'right' }
    const fields = {
      grant_type: 'password',
      client_id: native.appId,
      username: ada.userPrincipalName,
      password: 'right',
      scope: 'openid api://contacts/Contacts.Read',
    }
    return postToken(createBrowser(), { ...fields, ...more }, {}, tenant)
  }

/** Every refusal of the password grant. */
export const withPassword: Case[] = [
  ['no user name', 900144, 'json', 'invalid_request', signIn({ username: '' })],
  ['no password', 900144, 'json', 'invalid_request', signIn({ password: '' })],
  ['a password and no scope', 900144, 'json', 'invalid_request', signIn({ scope: '' })],
  ['a wrong password', 50126, 'json', 'invalid_grant', signIn({ password: 'wrong' })],
  ['the password of nobody', 50034, 'json', 'invalid_grant', signIn({ username: 'eve@contoso.com' })],
  [
    'the password of another tenant’s user',
    50034,
    'json',
    'invalid_grant',
    signIn({ username: 'finn@fabrikam.com' }),
  ],
  [
    'the password of somebody disabled',
    50057,
    'json',
    'invalid_grant',
    (running) => {
      running.ada.accountEnabled = false
      return signIn({})(running)
    },
  ],
  [
    'a password after ten wrong ones',
    50053,
    'json',
    'invalid_grant',
    async (running) => {
      for (let count = 0; count < 10; count++) await signIn({ password: 'wrong' })(running)
      return signIn({})(running)
    },
  ],
  [
    'a password at common',
    9001023,
    'json',
    'invalid_request',
    (running) => {
      running.native.signInAudience = 'AzureADMultipleOrgs'
      return signIn({}, 'common')(running)
    },
  ],
  [
    'a password and no secret of an application that is not public',
    7000218,
    'json',
    'invalid_client',
    (running) => signIn({ client_id: running.gateway.appId })(running),
  ],
  [
    'a password sent by a page',
    9002326,
    'json',
    'invalid_request',
    ({ createBrowser, page }) =>
      postToken(
        createBrowser(),
        { grant_type: 'password', client_id: page.appId, username: 'x', password: 'x' },
        pageOrigin,
      ),
  ],
]
