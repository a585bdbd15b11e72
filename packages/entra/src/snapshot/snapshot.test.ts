import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  answerOf,
  authorizeParameters,
  type Browser,
  gatewayCode,
  gatewayFields,
  gatewayUri,
  pathTo,
  requestTokens,
  type Running,
  signIn,
  startContoso,
} from '../../test-support/running.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'entra-snapshot-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function publishedBy(running: Running): Promise<unknown> {
  const response = await running.createBrowser().request('/common/discovery/keys')
  return response.json()
}

/** The answer to a silent request of the gateway's, by a browser with the cookies of another. */
async function silently(running: Running, { cookie }: Browser): Promise<URLSearchParams> {
  const browser = running.createBrowser()
  browser.cookie = cookie
  const parameters = { ...authorizeParameters(running.gateway, gatewayUri), prompt: 'none' }
  return answerOf(await browser.request(pathTo('oauth2/v2.0/authorize', parameters)))
}

/** A snapshot's JSON, to be made wrong. */
interface Spoiled {
  remembered: object
  keys: { signing: object }
}

const put = (target: object, name: string, value: unknown): void =>
  void Object.assign(target, { [name]: value })

describe('a snapshot', () => {
  it('carries keys, sessions, codes and refresh tokens over a restart', async () => {
    const snapshot = join(newFolder(), 'entra.snapshot')
    const first = await startContoso({ snapshot })
    const browser = first.createBrowser()
    await signIn(browser, authorizeParameters(first.gateway, gatewayUri), first.ada)
    const redeemed = await gatewayCode(first)
    const { body } = await requestTokens(first, gatewayFields(first, { code: redeemed }))
    const unredeemed = await gatewayCode(first)
    const published = await publishedBy(first)
    await first.entra.close()

    const second = await startContoso({ snapshot })
    expect(await publishedBy(second)).toEqual(published)
    expect((await silently(second, browser)).get('code')).toMatch(/./)
    const refresh = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
    expect((await requestTokens(second, gatewayFields(second, refresh))).response.status).toBe(200)
    const later = await requestTokens(second, gatewayFields(second, { code: unredeemed }))
    expect(later.response.status).toBe(200)
    const again = await requestTokens(second, gatewayFields(second, { code: redeemed }))
    expect(again.body.error_codes).toEqual([54005])
  })

  it('forgets nothing that a rotation made, and keeps no fault', async () => {
    const snapshot = join(newFolder(), 'entra.snapshot')
    const first = await startContoso({ snapshot })
    await first.entra.control.changeKeys('rotate')
    first.entra.control.addFault({ cut: true, endpoint: 'token' })
    first.entra.control.moveClock(3600)
    const { keys } = first.entra.control.state()
    await first.entra.close()
    const second = await startContoso({ snapshot })
    expect(second.entra.control.state()).toMatchObject({ keys, faults: [], clockOffset: 0 })
  })

  it('is there at once, readable by its owner only, with nothing beside it', async () => {
    const folder = newFolder()
    const running = await startContoso({ snapshot: join(folder, 'entra.snapshot') })
    await running.entra.close()
    expect(readdirSync(folder)).toEqual(['entra.snapshot'])
    expect(statSync(join(folder, 'entra.snapshot')).mode & 0o777).toBe(0o600)
  })

  it('is written after changes, without a close', async () => {
    const snapshot = join(newFolder(), 'entra.snapshot')
    const running = await startContoso({ snapshot })
    const before = readFileSync(snapshot, 'utf8')
    await signIn(running.createBrowser(), authorizeParameters(running.gateway, gatewayUri), running.ada)
    await vi.waitFor(() => expect(readFileSync(snapshot, 'utf8')).not.toBe(before), { timeout: 20_000 })
  })

  it.each<[string, (text: string) => string, RegExp]>([
    ['cut off', (text) => text.slice(0, -40), /is damaged/],
    ['changed', (text) => text.replace('"sealing":"', '"sealing":"A'), /is damaged/],
    ['empty', () => '', /is damaged/],
    ['something else', () => '{"tenants":[]}', /is damaged/],
    [
      'of a later form',
      (text) => text.replace('snapshot/1', 'snapshot/2'),
      /has the form clearway\.entra-snapshot\/2/,
    ],
  ])('that is %s is named, and left as it is', async (_, spoil, message) => {
    const snapshot = join(newFolder(), 'entra.snapshot')
    await (await startContoso({ snapshot })).entra.close()
    const spoiled = spoil(readFileSync(snapshot, 'utf8'))
    writeFileSync(snapshot, spoiled)
    await expect(startContoso({ snapshot })).rejects.toMatchObject({
      code: 'ERR_ENTRA_SNAPSHOT',
      message: expect.stringMatching(message) as string,
    })
    expect(readFileSync(snapshot, 'utf8')).toBe(spoiled)
  })

  it.each<[string, (state: Spoiled) => unknown]>([
    ['codes that are a number', (state) => put(state.remembered, 'codes', 5)],
    ['codes that are no pairs', (state) => put(state.remembered, 'codes', [5])],
    [
      'a code without an application',
      (state) => put(state.remembered, 'codes', [['x', { value: {}, until: 1 }]]),
    ],
    [
      'a session that is a text',
      (state) => put(state.remembered, 'sessions', [['x', { value: 'x', until: 1 }]]),
    ],
    ['consents by name', (state) => put(state.remembered, 'consents', { ada: [] })],
    ['nothing remembered', (state) => put(state, 'remembered', null)],
    ['no keys', (state) => put(state, 'keys', {})],
    ['a short sealing key', (state) => put(state.keys, 'sealing', 'AAAA')],
    ['a private key that is none', (state) => put(state.keys.signing, 'privateKey', { kty: 'RSA', d: 'x' })],
    ['a list', () => []],
    ['a number', () => 5],
  ])(
    'with a right digest and %s is damaged, before the port is open, and left as it is',
    async (_, spoil) => {
      const snapshot = join(newFolder(), 'entra.snapshot')
      const first = await startContoso({ snapshot })
      await first.entra.close()
      const [head = '', json = ''] = readFileSync(snapshot, 'utf8').split('\n')
      const state = JSON.parse(json) as Spoiled
      const text = JSON.stringify(spoil(state) ?? state)
      const digest = createHash('sha256').update(text).digest('hex')
      const spoiled = `${head.split(' ')[0]} ${digest}\n${text}\n`
      writeFileSync(snapshot, spoiled)
      const listening = vi.spyOn(Server.prototype, 'listen')
      onTestFinished(() => listening.mockRestore())
      const started = startContoso({ snapshot, port: first.entra.port })
      await expect(started).rejects.toMatchObject({
        code: 'ERR_ENTRA_SNAPSHOT',
        message: expect.stringMatching(/is damaged/) as string,
      })
      await expect(started).rejects.not.toHaveProperty('cause')
      expect(listening).not.toHaveBeenCalled()
      expect(readFileSync(snapshot, 'utf8')).toBe(spoiled)
    },
  )

  it('with a right digest and no JSON is damaged, and nothing of it is quoted', async () => {
    const snapshot = join(newFolder(), 'entra.snapshot')
    const digest = createHash('sha256').update('secret').digest('hex')
    writeFileSync(snapshot, `clearway.entra-snapshot/1 ${digest}\nsecret\n`)
    const started = startContoso({ snapshot })
    await expect(started).rejects.toMatchObject({ code: 'ERR_ENTRA_SNAPSHOT' })
    await expect(started).rejects.not.toHaveProperty('cause')
  })

  it('takes everything that it was given back: sessions, every kind of code, consents', async () => {
    const snapshot = join(newFolder(), 'entra.snapshot')
    const first = await startContoso({ snapshot })
    first.contoso.oauth2PermissionGrants = []
    const browser = first.createBrowser()
    const parameters = authorizeParameters(first.gateway, gatewayUri)
    const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}'
    await signIn(browser, { ...parameters, claims }, first.ada)
    const request = new URLSearchParams({ ...parameters, claims }).toString()
    const form = { request, user: first.ada.id, consent: 'accept' }
    expect(
      answerOf(await browser.post('/contoso.onmicrosoft.com/oauth2/v2.0/consent', form)).has('code'),
    ).toBe(true)
    const bare = { client_id: first.gateway.appId, redirect_uri: gatewayUri, response_type: 'code' }
    expect(answerOf(await browser.request(pathTo('oauth2/authorize', bare))).has('code')).toBe(true)
    const { remembered } = first.entra.control.state()
    await first.entra.close()
    const second = await startContoso({ snapshot })
    expect(remembered).toEqual({ sessions: 1, codes: 2, consents: 1 })
    expect(second.entra.control.state().remembered).toEqual(remembered)
  })

  it('that cannot be read or written is named, with the reason', async () => {
    const folder = newFolder()
    await expect(startContoso({ snapshot: folder })).rejects.toMatchObject({
      code: 'ERR_ENTRA_SNAPSHOT',
      message: `The snapshot ${folder} cannot be read: EISDIR.`,
    })
    const nowhere = join(folder, 'missing', 'entra.snapshot')
    await expect(startContoso({ snapshot: nowhere })).rejects.toMatchObject({
      code: 'ERR_ENTRA_SNAPSHOT',
      message: `The snapshot ${nowhere} cannot be written: ENOENT.`,
    })
  })

  it('that cannot be written any more fails the close, which closes nevertheless', async () => {
    const folder = newFolder()
    const running = await startContoso({ snapshot: join(folder, 'entra.snapshot') })
    rmSync(folder, { recursive: true })
    await running.entra.control.changeKeys('rotate')
    await expect(running.entra.close()).rejects.toMatchObject({ code: 'ERR_ENTRA_SNAPSHOT' })
    await expect(fetch(`${running.base}/common/discovery/keys`)).rejects.toThrow('fetch failed')
    // The second close, after the test, can write.
    mkdirSync(folder)
  })
})
