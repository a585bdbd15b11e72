import { once } from 'node:events'
import { readdirSync, watch } from 'node:fs'
import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { createFolder, killAll, start, type Folder, type Running } from './clearway.ts'

const anyPorts = ['--port', '0', '--entra-port', '0', '--admin-port', '0', '--gallery-port', '0']
const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => {
  killAll()
  folder.remove()
})

/** Everything that the lab keeps goes to a folder of the test's. */
const env = (): Record<string, string> => ({ TMPDIR: folder.path })

interface Ready {
  readonly ready: boolean
  readonly urls: Readonly<Record<string, string>>
}

const readyOf = async (lab: Running): Promise<Ready> => {
  const [line] = await lab.sees('stdout', /^.*\n/)
  return JSON.parse(line) as Ready
}

const portsOf = ({ urls }: Ready): number[] => [
  ...new Set(Object.values(urls).map((url) => Number(new URL(url).port))),
]

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

test('lab --json prints one line when all is up, every address of it answers, and SIGINT leaves nothing behind', async () => {
  const lab = start(['lab', '--json', ...anyPorts], env())
  const ready = await readyOf(lab)
  expect(ready).toEqual({
    ready: true,
    urls: {
      contacts: expect.stringMatching(/^http:\/\/contacts\.clearway\.localhost:\d+\/$/),
      api: expect.stringMatching(/^http:\/\/api\.clearway\.localhost:\d+\/contacts$/),
      older: expect.stringMatching(/^http:\/\/api\.clearway\.localhost:\d+\/older\/reports\/monthly$/),
      finance: expect.stringMatching(/^http:\/\/finance\.clearway\.localhost:\d+\/$/),
      entra: expect.stringMatching(/^http:\/\/login\.clearway\.localhost:\d+$/),
      authority: expect.stringMatching(/^http:\/\/login\.clearway\.localhost:\d+\/[0-9a-f-]{36}\/v2\.0$/),
      admin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/),
      gallery: expect.stringMatching(/^http:\/\/gallery\.clearway\.localhost:\d+\/$/),
    },
  })
  const { contacts = '', api = '', older = '', finance = '', authority = '', admin = '' } = ready.urls
  for (const page of [contacts, finance]) {
    const answer = await request(page, { headers: navigation })
    expect(answer.status).toBe(302)
    expect(answer.header('location')).toContain(new URL(authority).origin)
  }
  for (const call of [api, older]) {
    const answer = await request(call, { headers: { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' } })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
  }
  const metadata = await request(`${authority}/.well-known/openid-configuration`)
  expect([metadata.status, (metadata.json() as { issuer: string }).issuer]).toEqual([200, authority])
  const metrics = await request(admin)
  expect([metrics.status, metrics.text()]).toEqual([200, expect.stringContaining('# HELP')])

  lab.signal('SIGINT')
  const { code, stdout, stderr } = await lab.ended
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toBe(`${JSON.stringify(ready)}\n`)
  expect(readdirSync(folder.path)).toEqual([])
  expect(portsOf(ready)).toHaveLength(4)
  for (const port of portsOf(ready)) expect(await isFree(port)).toBe(true)
})

test('the table names what to open and what to try, and its prose is at most 80 columns wide', async () => {
  const lab = start(['lab', ...anyPorts, '--token-lifetime', '20', '--session-idle', '2m'], env())
  const [table] = await lab.sees('stdout', /^[\s\S]*Log .*\n/)
  expect(table).toMatch(/Open +http:\/\/contacts\.clearway\.localhost:\d+\/\n/)
  expect(table).toContain('tokens live 20s')
  expect(table).toContain('leave the page alone for 2m')
  const long = table.split('\n').filter((line) => line.length > 80)
  expect(long.filter((line) => !/curl|client_id|clearway-lab-/.test(line))).toEqual([])
  lab.signal('SIGTERM')
  expect((await lab.ended).code).toBe(0)
})

test('the signal that npm passes on after the one of the terminal does not cut the end short', async () => {
  const lab = start(['lab', '--json', ...anyPorts], env())
  await readyOf(lab)
  lab.signal('SIGINT')
  lab.signal('SIGTERM')
  expect((await lab.ended).code).toBe(0)
  expect(readdirSync(folder.path)).toEqual([])
})

test('a signal while the lab is starting ends it as well, and leaves no folder', async () => {
  const watcher = watch(folder.path)
  const lab = start(['lab', '--json', ...anyPorts], env())
  await once(watcher, 'change')
  lab.signal('SIGINT')
  watcher.close()
  expect((await lab.ended).code).toBe(0)
  expect(readdirSync(folder.path)).toEqual([])
})
