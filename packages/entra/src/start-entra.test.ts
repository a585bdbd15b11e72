import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { gatewayCode, gatewayFields, pathTo, requestTokens, startContoso } from '../test-support/running.ts'
import { secret } from '../test-support/contoso.ts'
import { type Directory, startEntra } from './index.ts'

afterEach(() => vi.restoreAllMocks())

async function readJson(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>
}

const metadataPath = 'v2.0/.well-known/openid-configuration'

describe('startEntra', () => {
  it('refuses a directory with mistakes, naming them all', async () => {
    const directory = { tenants: [{ id: 'x', domain: 'y' }] } as unknown as Directory
    const started = startEntra({ directory })
    await expect(started).rejects.toMatchObject({
      code: 'ERR_ENTRA_DIRECTORY',
      message: expect.stringMatching(
        /tenants\[0\]\.id: this is no GUID; [^]*tenants\[0\]\.domain: [^]*tenants\[0\]\.displayName: /,
      ) as string,
      mistakes: { length: 3 },
    })
  })

  it('takes another directory in its place, unless that has mistakes', async () => {
    const { createBrowser, directory, entra } = await startContoso()
    const answered = async (tenant: string): Promise<number> =>
      (await createBrowser().request(`/${tenant}/${metadataPath}`)).status
    const wrong = { tenants: [{ id: 'x' }] } as unknown as Directory
    const refused = expect.objectContaining({ code: 'ERR_ENTRA_DIRECTORY' }) as Error
    expect(() => entra.replaceDirectory(wrong)).toThrow(refused)
    expect(await answered('fabrikam.com')).toBe(200)
    entra.replaceDirectory({ tenants: directory.tenants.slice(0, 1) })
    expect(await answered('contoso.onmicrosoft.com')).toBe(200)
    expect(await answered('fabrikam.com')).toBe(400)
  })

  it('names itself by hostname and port, and its authorities by what they are asked for', async () => {
    const { entra } = await startContoso({ hostname: 'entra.test' })
    expect(entra.origin).toBe(`http://entra.test:${entra.port}`)
    expect(entra.authority('common')).toBe(`http://entra.test:${entra.port}/common/v2.0`)
  })

  it('makes keys of its own: one that signs at once, and soon another that is published too', async () => {
    const entra = await startEntra({ directory: { tenants: [] } })
    onTestFinished(() => entra.close())
    const { signing } = entra.control.state().keys
    await vi.waitFor(() => expect(entra.control.state().keys.published).toHaveLength(2), { timeout: 20_000 })
    expect(entra.control.state().keys.published.at(-1)).toBe(signing)
  })

  it('says that its port is taken', async () => {
    const { directory, entra } = await startContoso()
    const keys = {
      published: [],
      signing: { kid: '', privateKey: {} as CryptoKey },
      sealing: new Uint8Array(32),
    }
    await expect(startEntra({ directory, keys, port: entra.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('answers nothing any more once closed', async () => {
    const { entra, base } = await startContoso()
    await fetch(`${base}/common/${metadataPath}`)
    await entra.close()
    await expect(fetch(`${base}/common/${metadataPath}`)).rejects.toThrow('fetch failed')
  })

  it('does not wait for requests that never end', async () => {
    const { entra } = await startContoso()
    const socket = connect(entra.port, '127.0.0.1')
    socket.write(
      'POST /common/oauth2/v2.0/token HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n',
    )
    await once(socket, 'data')
    socket.on('error', () => undefined)
    const ended = once(socket, 'close')
    await entra.close()
    await ended
  })

  it('answers 500 without a word about why when it fails itself', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue()
    const running = await startContoso({
      onEvent: () => {
        throw new Error('secret')
      },
    })
    const response = await running.createBrowser().request(pathTo('oauth2/v2.0/token'))
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('Something went wrong here.\n')
    expect(warned).toHaveBeenCalledOnce()
    expect(warned.mock.calls[0]?.[0]).not.toContain('secret')
  })

  it('tells of what it did, and never a secret, a code or a token', async () => {
    const running = await startContoso()
    const code = await gatewayCode(running)
    const { body } = await requestTokens(running, gatewayFields(running, { code }))
    await requestTokens(
      running,
      gatewayFields(running, { code: body.access_token, client_secret: 'wrong-secret' }),
    )
    await requestTokens(running, gatewayFields(running, { client_id: secret }))
    const told = JSON.stringify(running.events)
    expect(running.events.map((event) => event.type)).toEqual([
      'signed-in',
      'code-issued',
      'tokens-issued',
      'refused',
      'refused',
    ])
    for (const hidden of [
      code,
      body.access_token,
      body.refresh_token,
      body.id_token,
      secret,
      'wrong-secret',
    ]) {
      expect(told).not.toContain(hidden)
    }
  })
})

describe('bounds', () => {
  it('refuses a body of more than 64 kB, announced or not', async () => {
    const running = await startContoso()
    const path = pathTo('oauth2/v2.0/token')
    const large = `grant_type=${'x'.repeat(64 * 1024)}`
    const announced = await running.createBrowser().request(path, { method: 'POST', body: large })
    expect(announced.status).toBe(413)
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large))
        controller.close()
      },
    })
    const chunked: RequestInit & { duplex: 'half' } = { method: 'POST', body: stream, duplex: 'half' }
    expect((await running.createBrowser().request(path, chunked)).status).toBe(413)
  })

  it('takes a body of just 64 kB', async () => {
    const running = await startContoso()
    const body = `grant_type=${'x'.repeat(64 * 1024 - 'grant_type='.length)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await running
      .createBrowser()
      .request(pathTo('oauth2/v2.0/token'), { method: 'POST', body, headers })
    expect(await readJson(response)).toMatchObject({ error_codes: [900144] })
  })

  it('refuses a URL of more than 16 kB', async () => {
    const browser = (await startContoso()).createBrowser()
    expect((await browser.request(`/common/${metadataPath}?${'x'.repeat(16 * 1024)}`)).status).toBe(431)
  })
})
