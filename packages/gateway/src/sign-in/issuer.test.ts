import { describe, expect, test } from 'vitest'
import { IssuerError, isIssuerOf, metadataUrlOf } from './issuer.ts'

const id = '11111111-2222-4333-8444-555555555555'
const other = '99999999-2222-4333-8444-555555555555'
const publicCloud = 'https://login.microsoftonline.com'
const b2c = 'https://fabrikam.b2clogin.com'

describe('metadata may name as their issuer', () => {
  test.each<[what: string, authority: string, issuer: string]>([
    ['the authority itself', 'https://idp.example.com/realms/a', 'https://idp.example.com/realms/a'],
    ['it with a slash at the end', 'https://idp.example.com/a', 'https://idp.example.com/a/'],
    ['it without', 'https://idp.example.com/a/', 'https://idp.example.com/a'],
    ['the root', 'https://idp.example.com', 'https://idp.example.com'],
    [
      'it, where the address of the metadata was written',
      `${publicCloud}/${id}/v2.0/.well-known/openid-configuration`,
      `${publicCloud}/${id}/v2.0`,
    ],
    ['a tenant by its id', `${publicCloud}/${id}/v2.0`, `${publicCloud}/${id}/v2.0`],
    ['the id in capitals', `${publicCloud}/${id.toUpperCase()}/v2.0`, `${publicCloud}/${id}/v2.0`],
    [
      'the id of a tenant’s domain',
      `${publicCloud}/contoso.onmicrosoft.com/v2.0`,
      `${publicCloud}/${id}/v2.0`,
    ],
    ['the same with a slash', `${publicCloud}/contoso.com/v2.0/`, `${publicCloud}/${id}/v2.0`],
    [
      'the same in the cloud of the US government',
      'https://login.microsoftonline.us/contoso.onmicrosoft.us/v2.0',
      `https://login.microsoftonline.us/${id}/v2.0`,
    ],
    [
      'the same in China',
      'https://login.partner.microsoftonline.cn/contoso.partner.onmschina.cn/v2.0',
      `https://login.partner.microsoftonline.cn/${id}/v2.0`,
    ],
    [
      'the same at a local Entra ID',
      'http://localhost:8081/contoso.onmicrosoft.com/v2.0',
      `http://localhost:8081/${id}/v2.0`,
    ],
    ['personal accounts’ tenant', `${publicCloud}/consumers/v2.0`, `${publicCloud}/${id}/v2.0`],
    ['any tenant, at common', `${publicCloud}/common/v2.0`, `${publicCloud}/{tenantid}/v2.0`],
    [
      'any tenant, at organizations of another cloud',
      'https://login.microsoftonline.us/organizations/v2.0',
      'https://login.microsoftonline.us/{tenantid}/v2.0',
    ],
    ['a user flow’s tenant', `${b2c}/fabrikam.onmicrosoft.com/B2C_1_susi/v2.0`, `${b2c}/${id}/v2.0/`],
    [
      'the same under a name of its own',
      `https://login.example.com/${id}/B2C_1_susi/v2.0/`,
      `https://login.example.com/${id}/v2.0/`,
    ],
    [
      'a user flow by name',
      `${b2c}/tfp/fabrikam.onmicrosoft.com/B2C_1_susi/v2.0`,
      `${b2c}/tfp/${id}/b2c_1_susi/v2.0/`,
    ],
  ])('%s: %s', (_what, authority, issuer) => {
    expect(isIssuerOf(new URL(authority), issuer)).toBe(true)
  })
})

describe('metadata may not name as their issuer', () => {
  test.each<[what: string, authority: string, issuer: string]>([
    ['another address', 'https://idp.example.com/a', 'https://idp.example.com/b'],
    ['a path below', 'https://idp.example.com', 'https://idp.example.com/a'],
    ['what is no address', 'https://idp.example.com', 'idp'],
    ['nothing', 'https://idp.example.com', ''],
    ['another tenant', `${publicCloud}/${id}/v2.0`, `${publicCloud}/${other}/v2.0`],
    ['a domain', `${publicCloud}/contoso.com/v2.0`, `${publicCloud}/fabrikam.com/v2.0`],
    ['another origin', `${publicCloud}/contoso.com/v2.0`, `https://login.microsoftonline.us/${id}/v2.0`],
    ['the same in clear', 'https://localhost:8443/contoso.com/v2.0', `http://localhost:8443/${id}/v2.0`],
    ['a look-alike origin', `${publicCloud}/contoso.com/v2.0`, `${publicCloud}.evil.example/${id}/v2.0`],
    ['version 1.0', `${publicCloud}/${id}`, `https://sts.windows.net/${id}/`],
    ['any tenant, for one', `${publicCloud}/contoso.com/v2.0`, `${publicCloud}/{tenantid}/v2.0`],
    ['one tenant, for any', `${publicCloud}/common/v2.0`, `${publicCloud}/${id}/v2.0`],
    ['more than an id', `${publicCloud}/contoso.com/v2.0`, `${publicCloud}/${id}x/v2.0`],
    ['an id and a path', `${publicCloud}/contoso.com/v2.0`, `${publicCloud}/${id}/x/v2.0`],
    [
      'an id by the name of a realm',
      'https://idp.example.com/realm/v2.0',
      `https://idp.example.com/${id}/v2.0`,
    ],
    ['another user flow', `${b2c}/fabrikam.com/B2C_1_susi/v2.0`, `${b2c}/tfp/${id}/b2c_1_reset/v2.0/`],
    ['a user flow, where none was asked', `${b2c}/fabrikam.com/v2.0`, `${b2c}/tfp/${id}/b2c_1_susi/v2.0/`],
    ['any tenant with a user flow', `${publicCloud}/common/v2.0`, `${publicCloud}/{tenantid}/b2c_1_a/v2.0`],
  ])('%s: %s', (_what, authority, issuer) => {
    expect(isIssuerOf(new URL(authority), issuer)).toBe(false)
  })
})

describe('another issuer is refused with what to write', () => {
  test.each<[authority: string, issuer: string, write: string]>([
    ['https://idp.example.com', 'https://idp.example.com/realms/a', 'https://idp.example.com/realms/a'],
    [
      'https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0',
      `https://${id}.ciamlogin.com/${id}/v2.0`,
      `https://${id}.ciamlogin.com/${id}/v2.0`,
    ],
    [`${publicCloud}/contoso.com/`, `https://sts.windows.net/${id}/`, `${publicCloud}/contoso.com/v2.0`],
    [`${publicCloud}/x/v2.0`, `${publicCloud}/{tenantid}/v2.0`, `${publicCloud}/<tenant-id>/v2.0`],
  ])('%s naming %s: %s', (authority, issuer, write) => {
    const { message } = new IssuerError(new URL(authority), issuer)
    expect(message).toContain(`name the issuer ${issuer}, but identity.authority is ${authority}`)
    expect(message).toMatch(/write authority: \S+$/)
    expect(message.endsWith(`: ${write}`)).toBe(true)
  })

  test('in one line of bounded length, whatever the metadata say', () => {
    const { message } = new IssuerError(
      new URL('https://idp.example.com'),
      `a\n\u001b[31m${'x'.repeat(5_000)}`,
    )
    expect(message).toMatch(/^[\x20-\x7e]+$/)
    expect(message.length).toBeLessThan(1_000)
  })
})

test('metadata are below the authority, with or without a slash at its end', () => {
  for (const authority of ['https://idp.example.com/a', 'https://idp.example.com/a/'])
    expect(metadataUrlOf(new URL(authority)).href).toBe(
      'https://idp.example.com/a/.well-known/openid-configuration',
    )
})
