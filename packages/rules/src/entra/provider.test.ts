import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { providerOf } from './provider.ts'

test.each([
  ['https://login.microsoftonline.com/contoso/oauth2/v2.0/authorize?client_id=1', 'entra', 'sign-in'],
  ['https://login.microsoftonline.com/contoso/oauth2/authorize?resource=x', 'entra', 'sign-in'],
  ['https://login.microsoftonline.com/contoso/oauth2/v2.0/token', 'entra', 'token'],
  ['https://login.microsoftonline.com/contoso/v2.0/.well-known/openid-configuration', 'entra', 'metadata'],
  ['https://login.microsoftonline.com/common/discovery/instance?api-version=1.1', 'entra', 'metadata'],
  ['https://login.microsoftonline.com/contoso/discovery/v2.0/keys', 'entra', 'keys'],
  ['https://login.microsoftonline.com/contoso/oauth2/v2.0/logout', 'entra', 'sign-out'],
  ['https://login.microsoftonline.com/contoso/oauth2/v2.0/devicecode', 'entra', 'device-code'],
  ['https://login.microsoftonline.com/contoso/saml2?SAMLRequest=x', 'entra', 'sign-in'],
  ['https://login.microsoftonline.com/contoso/wsfed?wa=wsignin1.0&wtrealm=x', 'entra', 'sign-in'],
  ['https://login.microsoftonline.com/favicon.ico', 'entra', 'other'],
  ['https://LOGIN.MicrosoftOnline.com./Contoso/OAuth2/V2.0/Authorize', 'entra', 'sign-in'],
  ['https://graph.microsoft.com/oidc/userinfo', 'entra', 'userinfo'],
  ['https://login.partner.microsoftonline.cn/t/oauth2/token', 'entra', 'token'],
  ['https://localhost:8443/contoso/oauth2/v2.0/authorize', 'entra', 'sign-in'],
  ['https://localhost:8443/contoso/oauth2/token', 'entra', 'token'],
  ['https://contoso.b2clogin.com/tfp/t/b2c_1_susi/v2.0/.well-known/openid-configuration', 'b2c', 'metadata'],
  ['https://contoso.b2clogin.com/t/b2c_1_susi/oauth2/v2.0/authorize', 'b2c', 'sign-in'],
  ['https://login.microsoftonline.com/tfp/t/b2c_1_susi/oauth2/v2.0/authorize', 'b2c', 'sign-in'],
  ['https://sign-in.contoso.com/t/B2C_1A_SUSI/oauth2/v2.0/authorize', 'b2c', 'sign-in'],
  ['https://contoso.ciamlogin.com/t/oauth2/v2.0/token', 'external-id', 'token'],
  ['https://fs.contoso.com/adfs/ls/?wa=wsignin1.0', 'adfs', 'sign-in'],
  ['https://fs.contoso.com/adfs/oauth2/token', 'adfs', 'token'],
  ['https://accounts.google.com/o/oauth2/v2/auth?client_id=1', 'google', 'sign-in'],
  ['https://oauth2.googleapis.com/token', 'google', 'token'],
  ['https://www.googleapis.com/oauth2/v3/certs', 'google', 'keys'],
  ['https://contoso.okta.com/oauth2/default/v1/authorize', 'okta', 'sign-in'],
  ['https://contoso.okta.com/oauth2/default/v1/keys', 'okta', 'keys'],
  ['https://contoso.eu.auth0.com/oauth/token', 'auth0', 'token'],
  ['https://contoso.auth0.com/v2/logout', 'auth0', 'sign-out'],
  ['https://contoso.onelogin.com/oidc/2/auth', 'onelogin', 'sign-in'],
  ['https://id.contoso.com/realms/main/protocol/openid-connect/auth?client_id=1', 'keycloak', 'sign-in'],
  ['https://id.contoso.com/auth/realms/main/protocol/openid-connect/certs', 'keycloak', 'keys'],
  ['https://auth.pingone.eu/1/as/authorize', 'ping', 'sign-in'],
  ['https://sso.contoso.com/as/authorization.oauth2?client_id=1', 'ping', 'sign-in'],
  ['https://id.contoso.com/authorize?client_id=1&response_type=code', 'unknown', 'sign-in'],
  ['https://id.contoso.com/start?SAMLRequest=abc', 'unknown', 'sign-in'],
  ['https://id.contoso.com/.well-known/openid-configuration', 'unknown', 'metadata'],
])('%s is of %s: %s', (url, id, place) => {
  expect(providerOf(url)).toEqual({ provider: { id, name: expect.any(String) }, place })
})

test.each([
  'https://api.contoso.com/contacts',
  'https://api.contoso.com/token',
  'https://api.contoso.com/login',
  'https://api.contoso.com/authorize',
  'https://api.contoso.com/authorize?client_id=1',
  'https://login.microsoftonline.com.evil.example/',
  'https://evil-okta.com/',
  'https://okta.com.example/',
  'https://graph.microsoft.com/v1.0/me',
  'https://user:login.microsoftonline.com@api.contoso.com/',
  'https://api.contoso.com/?next=https://login.microsoftonline.com/',
  '/oauth2/v2.0/authorize',
  'ftp://login.microsoftonline.com/',
  '',
  'https://',
])('%s is of no provider', (url) => {
  expect(providerOf(url)).toBeUndefined()
})

test('nothing is thrown for any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (url) => {
      providerOf(url)
    }),
  )
})
