import { describe, expect, test } from 'vitest'
import { api, capture, preflight, signIn, type Recorded } from '../../test-support/recorded.ts'
import { stackOfSystem, stacksOf, stacksOfAddress } from './answering-stacks.ts'

const of = (...recorded: readonly Recorded[]): readonly string[] => {
  const [exchange] = capture(recorded).exchanges
  return exchange ? stacksOf(exchange) : ['no exchange']
}

const answered = (answers: NonNullable<Recorded['answers']>, url = `${api}/a`): readonly string[] =>
  of({ url, status: 500, answers })

describe('an answer', () => {
  test.each([
    ['clearway-problem', 'cors/origin-not-allowed', ['clearway']],
    ['server', 'Kestrel', ['aspnet-core']],
    ['server', 'nginx/1.27.2', ['nginx']],
    ['server', 'openresty', ['nginx']],
    ['via', '1.1 nginx', ['nginx']],
    ['server', 'Microsoft-IIS/10.0', ['iis']],
    ['server', 'Microsoft-Azure-Application-Gateway/v2', ['application-gateway']],
    ['x-powered-by', 'ASP.NET', ['iis']],
    ['x-powered-by', 'Express', ['node']],
    ['x-aspnet-version', '4.0.30319', ['aspnet']],
    ['set-cookie', '.AspNetCore.Cookies=x; path=/', ['aspnet-core']],
    ['set-cookie', 'ASP.NET_SessionId=x; path=/', ['aspnet']],
    ['set-cookie', 'connect.sid=x', ['node']],
    ['set-cookie', 'ARRAffinity=x;Path=/', ['app-service']],
    ['set-cookie', 'AzureAppProxyAccessCookie_1=x', ['app-proxy']],
    [
      'www-authenticate',
      'AzureApiManagementKey realm="https://x",name="y",type="header"',
      ['api-management'],
    ],
    [
      'www-authenticate',
      'Bearer error="invalid_token", error_description="The audience \'api://x\' is invalid"',
      ['aspnet-core'],
    ],
    ['x-ms-proxy-app-id', '1', ['app-proxy']],
    ['server', 'cloudflare', []],
    ['server', 'not-nginx', []],
    ['www-authenticate', 'Bearer', []],
  ])('with %s: %s is told to be by %j', (name, value, stacks) => {
    expect(answered({ [name]: value })).toEqual(stacks)
  })

  test('of an application behind a server names the application first', () => {
    expect(answered({ server: 'nginx', 'x-powered-by': 'Express' })).toEqual(['node', 'nginx'])
  })

  test('of App Service is not told to be of an IIS', () => {
    expect(answered({ server: 'Microsoft-IIS/10.0', 'set-cookie': 'ARRAffinity=x' })).toEqual(['app-service'])
  })

  test.each([
    ['https://contacts-contoso.msappproxy.net/', ['app-proxy']],
    ['https://contoso.azure-api.net/contacts', ['api-management']],
    ['https://contoso.azurewebsites.net/', ['app-service']],
    ['https://azurewebsites.net.example.com/', []],
    ['no address', []],
    ['', []],
  ])('from %s is told by the host', (url, stacks) => {
    expect(stacksOfAddress(url)).toEqual(stacks)
    if (stacks.length > 0) expect(answered({}, url)).toEqual(stacks)
  })
})

test('the answer to a preflight tells as well', () => {
  const asked = { method: 'PUT', headers: 'x-a' }
  expect(
    of(preflight(`${api}/a`, asked, { status: 405, answers: { server: 'Microsoft-IIS/10.0' } })),
  ).toEqual(['iis'])
})

test('the server of a sign-in page that the API redirects to does not count', () => {
  expect(
    of(
      { url: `${api}/a`, status: 302, answers: { location: signIn, server: 'Kestrel' } },
      { url: signIn, status: 200, answers: { server: 'nginx', 'x-ms-proxy-app-id': '1' } },
    ),
  ).toEqual(['aspnet-core'])
})

test('a call without an answer tells nothing', () => {
  expect(of({ url: `${api}/a`, error: 'net::ERR_FAILED' })).toEqual([])
})

test('a log tells by whose library wrote it', () => {
  expect(stackOfSystem('identity-model')).toBe('aspnet-core')
  expect(stackOfSystem('passport-azure-ad')).toBe('node')
  expect(stackOfSystem('entra')).toBeUndefined()
})
