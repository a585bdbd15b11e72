import { expect, test } from 'vitest'
import { expectGraceful, headerOf } from './support/graceful.ts'
import { issue } from './support/issue.ts'
import { markup } from './support/mutations.ts'
import { bytesAsMeant, bytesOf, type AttackedRequest } from './support/attacked-request.ts'
import { requestsWith } from './support/requests.ts'
import { v2 } from './support/requests/paths.ts'
import { startTarget, tenantId, type Target } from './support/target.ts'

const requestOf = (line: string, headers: readonly string[], body = ''): string =>
  `${[line, ...headers, ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`])].join('\r\n')}\r\n\r\n${body}`

const host = ['Host: localhost', 'Connection: close']
const metadataPath = `/${tenantId}/v2.0/.well-known/openid-configuration`

async function allRequests(target: Target): Promise<readonly AttackedRequest[]> {
  return requestsWith(await issue(target))
}

const otherBodies: Readonly<Record<string, readonly [type: string, body: string]>> = {
  JSON: ['application/json', '{"grant_type":"client_credentials","client_id":{"a":[1]}}'],
  'JSON that calls itself a form': ['application/x-www-form-urlencoded', '{"client_id":"x"}'],
  'a deep JSON': ['application/json', '['.repeat(20_000)],
  'multipart form': [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="client_id"\r\n\r\ny\r\n--x--\r\n',
  ],
  text: ['text/plain', 'grant_type=client_credentials'],
  XML: [
    'application/xml',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  ],
  'no type': ['', 'grant_type=client_credentials&client_id=x'],
  'two types': ['application/x-www-form-urlencoded, application/json', 'client_id=x'],
  'another charset': ['application/x-www-form-urlencoded; charset=utf-16', 'c\0l\0i\0e\0n\0t\0'],
  'bytes that are no text': ['application/x-www-form-urlencoded', '\xff\xfe\0\x01%'],
  '60 kilobytes of ampersands': ['application/x-www-form-urlencoded', '&'.repeat(60_000)],
  '20 thousand fields': ['application/x-www-form-urlencoded', 'a=&'.repeat(20_000)],
}

test.each(Object.entries(otherBodies))('a body that is %s is refused everywhere', async (_, [type, body]) => {
  const target = await startTarget()
  for (const { method, path } of await allRequests(target)) {
    if (method !== 'POST') continue
    const answer = await target.send(
      requestOf(`POST ${path} HTTP/1.1`, [...host, ...(type === '' ? [] : [`Content-Type: ${type}`])], body),
    )
    expectGraceful(answer)
    expect(answer.body).not.toContain('access_token')
    expect(headerOf(answer, 'location')).toBeUndefined()
  }
  expect(target.failures).toEqual([])
})

test('a body of more than 64 kB is refused everywhere, and the next request is answered', async () => {
  const target = await startTarget()
  for (const request of await allRequests(target)) {
    if (request.method !== 'POST') continue
    const answer = await target.send(bytesOf(request, `a=${'a'.repeat(65 * 1024)}`))
    expect({ path: request.path, status: answer.status }).toEqual({ path: request.path, status: 413 })
    expectGraceful(answer)
  }
  expect((await target.send(requestOf(`GET ${metadataPath} HTTP/1.1`, host))).status).toBe(200)
})

const methods = 'HEAD PUT DELETE PATCH OPTIONS TRACE PROPFIND LOCK SEARCH M-SEARCH QUERY'.split(' ')

test.each(methods)('%s is answered everywhere, and signs nobody in', async (method) => {
  const target = await startTarget()
  for (const { path } of await allRequests(target)) {
    const answer = await target.send(requestOf(`${method} ${path} HTTP/1.1`, host))
    expectGraceful(answer)
    expect(headerOf(answer, 'set-cookie')).toBeUndefined()
  }
  expect(target.failures).toEqual([])
})

const encodedMarkup = encodeURIComponent(markup)

const paths = [
  '/',
  '//',
  '//evil.example/',
  '///evil.example/%2e%2e',
  '/\\evil.example',
  '*',
  'http://evil.example/',
  `http://evil.example${v2}/authorize`,
  '/%',
  '/%zz/oauth2/v2.0/authorize',
  '/%00/oauth2/v2.0/authorize',
  '/%ff%fe/oauth2/v2.0/authorize',
  '/%0d%0aSet-Cookie:evil=1/oauth2/v2.0/authorize',
  `/${encodedMarkup}/oauth2/v2.0/authorize`,
  `/${encodedMarkup}/v2.0/.well-known/openid-configuration`,
  `/${encodedMarkup}/discovery/v2.0/keys`,
  `/${tenantId}/${encodedMarkup}/oauth2/v2.0/authorize`,
  `/tfp/${tenantId}/${encodedMarkup}/oauth2/v2.0/authorize`,
  `/${tenantId}/oauth2/v2.0/authorize?p=${encodedMarkup}`,
  `/${tenantId}/oauth2/v2.0/${encodedMarkup}`,
  '/__proto__/oauth2/v2.0/authorize',
  '/constructor/oauth2/v2.0/token',
  '/toString/v2.0/.well-known/openid-configuration',
  '/shop.onmicrosoft.com/__proto__/v2.0/.well-known/openid-configuration',
  '/shop.onmicrosoft.com/v2.0/.well-known/openid-configuration?p=__proto__',
  '/tfp',
  '/tfp/',
  '/tfp/tfp/tfp/oauth2/v2.0/authorize',
  '/common/../../etc/passwd',
  '/common/%2e%2e/%2e%2e/etc/passwd',
  `/${'a/'.repeat(3000)}`,
  `/${'a'.repeat(8000)}/oauth2/v2.0/authorize`,
  `/${tenantId}/oauth2/v2.0/authorize?${'&'.repeat(8000)}`,
  `/${tenantId}/oauth2/v2.0/authorize?${'a[]=1&'.repeat(1000)}`,
  `/${tenantId}/oauth2/v2.0/authorize?%`,
  `/${tenantId}/oauth2/v2.0/authorize??client_id=x`,
  `/${tenantId}/oauth2/v2.0/authorize;client_id=x`,
  `/${tenantId}/oauth2/v2.0/authorize/`,
  `/${tenantId}/oauth2/v2.0/authorize%20`,
  `/${tenantId.toUpperCase()}/OAUTH2/V2.0/AUTHORIZE`,
]

test.each(paths)('the path %j is answered', async (path) => {
  const target = await startTarget()
  for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS']) {
    const answer = await target.send(requestOf(`${method} ${path} HTTP/1.1`, host))
    expectGraceful(answer)
    expect(headerOf(answer, 'location')).toBeUndefined()
  }
  expect(target.failures).toEqual([])
})

const hosts = [
  'evil.example',
  'localhost.evil.example',
  'localhost@evil.example',
  'localhost:1@evil.example',
  'evil.example:443',
  'evil.example#localhost',
  'localhost/evil.example',
  'localhost\\evil.example',
  'login.clearway.localhost.evil.example',
  'login.microsoftonline.com',
  'contoso.b2clogin.com',
  '"><img src=x onerror=alert(1)>',
  '%00',
  '',
  '[::1',
  'localhost:999999999999',
  `${'a'.repeat(5000)}.localhost`,
]

test.each(hosts)('the host %j is nowhere in what clients are told', async (name) => {
  const target = await startTarget()
  const answer = await target.send(
    requestOf(`GET ${metadataPath} HTTP/1.1`, [`Host: ${name}`, 'Connection: close']),
  )
  expectGraceful(answer)
  if (answer.status === 200) {
    const { issuer, token_endpoint: endpoint } = JSON.parse(answer.body) as Record<string, string>
    for (const address of [issuer, endpoint]) {
      expect(new URL(address ?? '').hostname).toMatch(/^(?:login\.clearway\.)?localhost$/)
    }
  }
  expect(target.failures).toEqual([])
})

const headers: Readonly<Record<string, readonly string[]>> = {
  'a thousand headers': Array.from({ length: 1000 }, (_, at) => `X-${at}: 1`),
  'a thousand short cookies': [`Cookie: ${Array.from({ length: 1000 }, (_, at) => `c${at}=1`).join('; ')}`],
  'a hundred cookie headers': Array.from({ length: 100 }, (_, at) => `Cookie: c${at}=1`),
  'a cookie of 12 kB': [`Cookie: a=${'a'.repeat(12_000)}`],
  'a cookie of 100 kB': [`Cookie: a=${'a'.repeat(100_000)}`],
  'cookies that are none': ['Cookie: ;;;=;=a;a;%;"\x01\xff";__proto__=x; constructor=y'],
  'a session that is none': [
    'Cookie: ESTSAUTH=x; ESTSAUTHPERSISTENT=x; estsauth=%00; entra-session=../../x; entra=__proto__',
  ],
  'an origin that is none': ['Origin: "><img src=x onerror=alert(1)>'],
  'a null origin': ['Origin: null'],
  'ten origins': Array.from({ length: 10 }, (_, at) => `Origin: https://${at}.example`),
  'credentials that are none': ['Authorization: Basic %%%'],
  'credentials without a colon': [`Authorization: Basic ${Buffer.from('user').toString('base64')}`],
  'credentials with bad escapes': [`Authorization: Basic ${Buffer.from('%zz:%').toString('base64')}`],
  'credentials of no known kind': ['Authorization: Digest username="x"'],
  'a bearer token of 10 kB': [`Authorization: Bearer ${'a.'.repeat(5000)}`],
  'a bearer token that is none': ['Authorization: Bearer e30.W10.\xff'],
  'two credentials': ['Authorization: Bearer a', 'Authorization: Basic b'],
  'a client request id with markup': ['client-request-id: <img src=x onerror=alert(1)>'],
  'forwarding headers': [
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-Proto: javascript',
    'Forwarded: host=evil.example',
  ],
  'fetch metadata that is none': ['Sec-Fetch-Site: \xff', 'Sec-Fetch-Mode: cors, navigate'],
  'another method': ['X-HTTP-Method-Override: DELETE', 'X-Method-Override: TRACE'],
  'an upgrade': ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
  'an upgrade to HTTP/2': [
    'Connection: Upgrade, HTTP2-Settings',
    'Upgrade: h2c',
    'HTTP2-Settings: AAMAAABkAAQAAP__',
  ],
  'an expectation': ['Expect: 200-ok'],
  ranges: ['Range: bytes=0-0,-1', 'If-Range: x', 'If-None-Match: *', 'If-Modified-Since: x'],
}

test.each(Object.entries(headers))('%s: every endpoint answers', async (_, more) => {
  const target = await startTarget()
  for (const request of await allRequests(target)) {
    const bytes = bytesAsMeant(request).replace('\r\n\r\n', `\r\n${more.join('\r\n')}\r\n\r\n`)
    const answer = await target.send(bytes)
    expectGraceful(answer)
    expect(answer.raw.toString('latin1')).not.toMatch(/evil\.example|javascript:/)
  }
  expect(target.failures).toEqual([])
})
