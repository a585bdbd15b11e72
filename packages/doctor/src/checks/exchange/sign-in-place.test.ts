import { expect, test } from 'vitest'
import { capture, page, signIn } from '../../../test-support/recorded.ts'
import { findSignInRedirect, signInPlace } from './sign-in-place.ts'

test.each([
  [signIn, 'Microsoft Entra ID'],
  ['https://contoso.b2clogin.com/contoso/b2c_1_susi/oauth2/v2.0/authorize?client_id=a', 'Azure AD B2C'],
  ['https://sts.contoso.com/adfs/ls/?wa=wsignin1.0', 'Active Directory Federation Services'],
  ['https://id.example.com/realms/a/protocol/openid-connect/auth?client_id=a', 'Keycloak'],
  ['https://login.microsoftonline.com/common/wsfed', 'Microsoft Entra ID'],
  [`${page}/Account/Login?ReturnUrl=%2F`, 'the application'],
  [`${page}/.auth/login/aad?post_login_redirect_uri=%2F`, 'the application'],
  [`${page}/oauth2/start?rd=%2F`, 'the application'],
  [`${page}/.clearway/sign-in?return=%2F`, 'the application'],
  [`${page}/login/`, 'the application'],
])('%s is a sign-in page of %s', (url, owner) => expect(signInPlace(url)?.owner).toBe(owner))

test.each([
  'https://login.microsoftonline.com/t/oauth2/v2.0/token',
  'https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration',
  'https://login.microsoftonline.com/common/discovery/keys',
  `${page}/api/logins`,
  `${page}/logins/42`,
  `${page}/`,
  'nonsense',
])('%s is none', (url) => expect(signInPlace(url)).toBeUndefined())

test('a provider’s page counts before the application’s own on the way to it', () => {
  const own = `${page}/login`
  const [redirect] = capture([
    { url: `${page}/api`, status: 302, answers: { location: own } },
    { url: own, status: 302, answers: { location: signIn } },
  ]).exchanges.map(findSignInRedirect)
  expect(redirect).toMatchObject({ hop: 1, target: signIn, place: { ofProvider: true } })
})

test('who calls a sign-in page was not sent there', () => {
  const all = capture([{ url: `${page}/login`, status: 302, answers: { location: signIn } }])
  expect(all.exchanges.map(findSignInRedirect)).toEqual([undefined])
})
