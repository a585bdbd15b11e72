import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { openRaw } from '../../support/raw-http.ts'
import { headerOf } from './support/graceful.ts'
import { issueCode, signInRequest } from './support/issue.ts'
import { bytesAsMeant, formPost, type AttackedRequest } from './support/attacked-request.ts'
import { v2 } from './support/requests/paths.ts'
import { native, redirectUri, secret, startTarget, verifier, web, type Target } from './support/target.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Sends a request many times over one connection, a hundred at a time. */
async function flood(target: Target, request: AttackedRequest, status: number, times: number): Promise<void> {
  const connection = await openRaw(target.entra.port, { timeoutMs: 20_000 })
  const bytes = bytesAsMeant(request).replace('Connection: close\r\n', '')
  for (let sent = 0; sent < times; sent += 100) {
    await connection.send(bytes.repeat(100))
    for (let read = 0; read < 100; read += 1) expect((await connection.response()).status).toBe(status)
  }
  connection.destroy()
}

function heapUsed(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

const redeem = (code: string): AttackedRequest =>
  formPost(`${v2}/token`, {
    client_id: web.appId,
    client_secret: secret,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })

/** How much one more round of a flood may leave behind, in bytes: once the stores are full, next to nothing. */
const allowance = 2 * 1024 * 1024

test('sign-ins without end fill no memory: the oldest codes give way, new ones work', async () => {
  const target = await startTarget()
  const first = await issueCode(target)
  const request = signInRequest()
  await flood(target, request, 302, 11_000)
  const before = heapUsed()
  await flood(target, request, 302, 3000)
  expect(heapUsed() - before).toBeLessThan(allowance)
  expect((await target.send(bytesAsMeant(redeem(first)))).body).toContain('AADSTS')
  expect((await target.send(bytesAsMeant(redeem(await issueCode(target))))).body).toContain('access_token')
}, 120_000)

test('sign-ins with large parameters fill no more than 100 MB', async () => {
  const target = await startTarget()
  const before = heapUsed()
  await flood(target, signInRequest({ nonce: 'n'.repeat(50_000) }), 302, 1500)
  expect(heapUsed() - before).toBeLessThan(100 * 1024 * 1024)
}, 120_000)

test('device codes without end fill no memory: the oldest give way, new ones work', async () => {
  const target = await startTarget()
  const request = formPost(`${v2}/devicecode`, { client_id: native.appId, scope: 'openid' })
  const poll = async (): Promise<() => Promise<string>> => {
    const { body } = await target.send(bytesAsMeant(request))
    const { device_code: code } = JSON.parse(body) as { device_code: string }
    const fields = { client_id: native.appId, grant_type: 'device_code', device_code: code }
    return async () => (await target.send(bytesAsMeant(formPost(`${v2}/token`, fields)))).body
  }
  const first = await poll()
  expect(await first()).toContain('authorization_pending')
  await flood(target, request, 200, 2000)
  const before = heapUsed()
  await flood(target, request, 200, 3000)
  expect(heapUsed() - before).toBeLessThan(allowance)
  expect(await first()).not.toContain('authorization_pending')
  expect(await (await poll())()).toContain('authorization_pending')
}, 120_000)

test('one browser that signs in without end keeps a cookie of bounded size', async () => {
  const target = await startTarget()
  let cookie = ''
  for (let time = 0; time < 50; time += 1) {
    const bytes = bytesAsMeant(signInRequest()).replace('\r\n\r\n', `\r\nCookie: ${cookie}\r\n\r\n`)
    cookie = (headerOf(await target.send(bytes), 'set-cookie') ?? cookie).split(';', 1)[0] ?? ''
  }
  expect(cookie.length).toBeGreaterThan(0)
  expect(cookie.length).toBeLessThan(4096)
})
