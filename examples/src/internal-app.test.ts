import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterEach, expect, it, vi } from 'vitest'

import { startInternalApp, type Call, type InternalApp } from './internal-app.ts'

let app: InternalApp | undefined
afterEach(async () => {
  vi.restoreAllMocks()
  await app?.close()
})

async function start(handle: (call: Call) => void | Promise<void>): Promise<InternalApp> {
  app = await startInternalApp({}, handle)
  return app
}

it('answers 500 without detail when its handler fails', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const { url } = await start(() => {
    throw new Error('the password is hunter2')
  })
  const response = await fetch(url)
  expect(response.status).toBe(500)
  expect(await response.text()).toBe('Something went wrong.\n')
  expect(log).toHaveBeenCalledOnce()
})

it('cuts an answer short when its handler fails in the middle', async () => {
  vi.spyOn(console, 'error').mockReturnValue()
  const { url } = await start(async ({ response }) => {
    await new Promise<void>((resolve) => {
      response.write('a', () => resolve())
    })
    throw new Error('too late')
  })
  await expect(fetch(url).then((response) => response.text())).rejects.toThrow(TypeError)
})

it.each(['//evil.test/', 'http://evil.test/', '*'])(
  'answers 400 to the request target %s',
  async (target) => {
    const { port } = await start(({ response }) => void response.end())
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /)
  },
)

it('ends streams when it is closed', async () => {
  const running = await start(({ response }) => void response.write('still going'))
  const response = await fetch(running.url)
  await Promise.all([expect(response.text()).rejects.toThrow(TypeError), running.close()])
})

it('says so when its port is taken', async () => {
  const { port } = await start(() => undefined)
  await expect(startInternalApp({ port }, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
