import { once } from 'node:events'
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, createServer, type AddressInfo } from 'node:net'
import { text as textOf } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import { request } from '../support/http-client.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'
import { createFolder, killAll, run, start, type Folder } from './clearway.ts'

const env = { CLEARWAY_CLIENT_SECRET: 'only-for-this-test' }

let folder: Folder
const open: { close(): unknown }[] = []
beforeEach(() => {
  folder = createFolder()
})
afterEach(async () => {
  killAll()
  for (const each of open.splice(0)) await each.close()
  folder.remove()
})

const upstreamWith = async (
  handler?: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Upstream> => {
  const upstream = await startUpstream(handler)
  open.push(upstream)
  return upstream
}

const config = (port: number, internal: string, top = ''): string => `\
listen: http://127.0.0.1:${port}
${top}
identity:
  authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
  clientId: 00000000-0000-0000-0000-000000000000
  clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
applications:
  - name: contacts
    segments:
      - external: http://contacts.clearway.localhost:${port}/
        internal: ${internal}/
        accept: [anyone]
`

/** Takes a port of this machine until the test ends. */
const takePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(server)
  return (server.address() as AddressInfo).port
}

const refused = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('error', () => resolve(true))
  })

test('serve says where it listens, answers, keeps its store beside the configuration, and ends with 0 at SIGTERM', async () => {
  const upstream = await upstreamWith((_request, response) => response.end('from the internal app'))
  const port = await freePort()
  const file = folder.write('clearway.yaml', config(port, upstream.url))
  const serving = start(['serve', '--config', file], env)
  const [, address] = await serving.sees('stderr', /^clearway listens on (\S+)\n/)
  expect(address).toBe(`http://127.0.0.1:${port}`)
  const answer = await request(`http://contacts.clearway.localhost:${port}/a?b=c`)
  expect([answer.status, answer.text()]).toEqual([200, 'from the internal app'])
  expect(upstream.requests.map(({ url }) => url)).toEqual(['/a?b=c'])
  serving.signal('SIGTERM')
  const { code, stdout, stderr } = await serving.ended
  expect(code).toBe(0)
  expect(stderr).toBe(`clearway listens on http://127.0.0.1:${port}\n`)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  // Whether the provider answers is tried in the background, and there is none.
  expect(lines.filter(({ level }) => level !== 40)).toMatchObject([{ status: 200 }])
  expect(stdout).not.toContain(env.CLEARWAY_CLIENT_SECRET)
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  'at %s a request in flight is finished over its kept-alive connection, and no other is taken',
  async (signal) => {
    let release = (): void => {}
    const upstream = await upstreamWith((_request, response) => {
      release = () => response.end('finished')
    })
    const port = await freePort()
    const serving = start(
      ['serve', '--config', folder.write('clearway.yaml', config(port, upstream.url))],
      env,
    )
    await serving.sees('stderr', /listens on/)
    const agent = new Agent({ keepAlive: true })
    const sent = httpRequest({
      host: '127.0.0.1',
      port,
      agent,
      headers: { host: `contacts.clearway.localhost:${port}` },
    }).end()
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>
    await once(upstream.server, 'request')
    serving.signal(signal)
    while (!(await refused(port)));
    release()
    const [answer] = await answered
    expect([answer.statusCode, await textOf(answer)]).toEqual([200, 'finished'])
    // Or the connection would be kept for the next request, and the gateway for as long as the client likes.
    expect(answer.headers.connection).toBe('close')
    expect((await serving.ended).code).toBe(0)
    agent.destroy()
  },
)

test(
  'an answer that had begun before the signal is finished, and its kept-alive connection holds nothing up',
  async () => {
    let release = (): void => {}
    const upstream = await upstreamWith((_request, response) => {
      response.write('begun, ')
      release = () => response.end('finished')
    })
    const port = await freePort()
    const serving = start(
      ['serve', '--config', folder.write('clearway.yaml', config(port, upstream.url))],
      env,
    )
    await serving.sees('stderr', /listens on/)
    const agent = new Agent({ keepAlive: true })
    const headers = { host: `contacts.clearway.localhost:${port}` }
    const [answer] = (await once(
      httpRequest({ host: '127.0.0.1', port, agent, headers }).end(),
      'response',
    )) as [IncomingMessage]
    serving.signal('SIGTERM')
    while (!(await refused(port)));
    release()
    expect(await textOf(answer)).toBe('begun, finished')
    expect((await serving.ended).code).toBe(0)
    agent.destroy()
  },
  // Less than the time after which all connections are cut.
  9_000,
)

test('a busy port ends serve with 2, and the message names the address and the keys that change it', async () => {
  const upstream = await upstreamWith()
  const port = await takePort()
  const file = folder.write('clearway.yaml', config(port, upstream.url))
  const { code, stdout, stderr } = await run(['serve', '--config', file], env)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toBe(
    `clearway serve: cannot listen on 127.0.0.1:${port}: another program has this port\n` +
      `  fix: change listen or admin in ${file}\n`,
  )
})

test('a busy admin port is named as well', async () => {
  const upstream = await upstreamWith()
  const [port, taken] = [await freePort(), await takePort()]
  const admin = `admin: http://127.0.0.1:${taken}`
  const file = folder.write('clearway.yaml', config(port, upstream.url, admin))
  const { code, stderr } = await run(['serve', '--config', file], env)
  expect(code).toBe(2)
  expect(stderr).toContain(`cannot listen on 127.0.0.1:${taken}: another program has this port`)
})

test('a store that cannot be made ends serve with 2 and one line that names it, without a stack', async () => {
  const upstream = await upstreamWith()
  folder.write('data', 'a file where the folder of the store should be')
  const file = folder.write('clearway.yaml', config(await freePort(), upstream.url))
  const { code, stderr } = await run(['serve', '--config', file], env)
  expect(code).toBe(2)
  expect(stderr).toMatch(/^clearway serve: cannot start: .*\/data'?\n$/)
})

test('serve does not start with mistakes: it names them and ends with 2', async () => {
  const file = folder.write(
    'clearway.yaml',
    config(8080, 'http://10.0.0.5').replace('identity:', 'identiti:'),
  )
  const { code, stdout, stderr } = await run(['serve', '--config', file], env)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`${file}:3:1 config/unknown-key identiti\n`)
  expect(stderr).toMatch(/did you mean "identity"\?/)
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(`Not started: mend ${file} first.`)
})

test('serve without a file that is there ends with 2', async () => {
  const file = `${folder.path}/none.yaml`
  expect(await run(['serve', '--config', file])).toEqual({
    code: 2,
    stdout: '',
    stderr: `${file}: there is no such file\n  fix: name a configuration: --config clearway.yaml\n`,
  })
})
