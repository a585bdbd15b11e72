import { readFileSync, statSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { request as httpsRequest } from 'node:https'
import { request } from '../support/http-client.ts'
import { createFolder, killAll, run, start, type Folder, type Running } from './clearway.ts'

const anyPorts = ['--port', '0', '--admin-port', '0']

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => {
  killAll()
  folder.remove()
})

/** Certificate authorities go to the test's folder. */
const env = (): Record<string, string> => ({ XDG_DATA_HOME: folder.path, NO_COLOR: '1' })

interface Ready {
  readonly ready: boolean
  readonly origin: string
  readonly admin: string
  readonly authorities: readonly string[]
  readonly certificateFile?: string
  readonly spki?: string
}

const readyOf = async (entra: Running): Promise<Ready> => {
  const [line] = await entra.sees('stdout', /^.*\n/)
  return JSON.parse(line) as Ready
}

/** The status of an https request, or why there is none. */
const statusOf = (url: string, options: object): Promise<number | string | undefined> =>
  new Promise((resolve) => {
    httpsRequest(url, options, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .once('error', (error) => resolve(error.message))
      .end()
  })

const metadata = (authority: string): string => `${authority}/v2.0/.well-known/openid-configuration`

test('entra --json says in one line where it is, serves its starter directory, and SIGINT ends it with 0', async () => {
  const entra = start(['entra', '--json', ...anyPorts], env())
  const ready = await readyOf(entra)
  expect(ready).toEqual({
    ready: true,
    origin: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    admin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    authorities: [`${ready.origin}/contoso.onmicrosoft.com`, `${ready.origin}/fabrikamb2c.onmicrosoft.com`],
  })
  for (const authority of [
    `${ready.origin}/contoso.onmicrosoft.com`,
    `${ready.origin}/common`,
    `${ready.origin}/fabrikamb2c.onmicrosoft.com/b2c_1_susi`,
  ])
    expect((await request(metadata(authority))).status).toBe(200)
  expect((await request(`${ready.admin}/state`)).status).toBe(200)
  entra.signal('SIGINT')
  expect(await entra.ended).toMatchObject({ code: 0, stderr: '' })
})

test('entra --tls is accepted by who trusts its authority alone, also under login.clearway.localhost', async () => {
  const entra = start(['entra', '--tls', '--json', ...anyPorts], env())
  const { origin, certificateFile = '', spki } = await readyOf(entra)
  expect(origin).toMatch(/^https:\/\/localhost:/)
  expect(spki).toMatch(/^[\w+/]{43}=$/)
  const ca = readFileSync(certificateFile)
  const url = metadata(`${origin}/common`)
  expect(await statusOf(url, { ca })).toBe(200)
  expect(await statusOf(url, {})).toBe('self-signed certificate in certificate chain')
  const servername = 'login.clearway.localhost'
  expect(await statusOf(url, { ca, servername, headers: { host: servername } })).toBe(200)
  expect(await statusOf(url, { ca, servername: 'login.microsoftonline.com' })).toMatch(/altnames/)
})

test('entra --tls --as-microsoft is Microsoft to who trusts its other authority, and to nobody else', async () => {
  const everyday = start(['entra', '--tls', '--json', ...anyPorts], env())
  const { certificateFile: everydayFile = '' } = await readyOf(everyday)
  const entra = start(['entra', '--tls', '--as-microsoft', '--json', ...anyPorts], env())
  const { origin, certificateFile = '' } = await readyOf(entra)
  const url = metadata(`${origin}/common`)
  for (const servername of ['login.microsoftonline.com', 'contoso.b2clogin.com']) {
    expect(await statusOf(url, { ca: readFileSync(certificateFile), servername })).toBe(200)
    expect(await statusOf(url, { ca: readFileSync(everydayFile), servername })).toBe(
      'self-signed certificate in certificate chain',
    )
  }
})

test('for a person it names addresses, people, applications, a configuration for MSAL, and how to trust it', async () => {
  const entra = start(['entra', '--tls', ...anyPorts], env())
  const [text] = await entra.sees('stdout', /^[\s\S]*\/faults --json .*\n/)
  const port = /localhost:(\d+)/.exec(text)?.[1] ?? ''
  expect(text).toContain(`Authority  https://localhost:${port}/contoso.onmicrosoft.com\n`)
  expect(text).toContain(`Authority  https://localhost:${port}/fabrikamb2c.onmicrosoft.com/B2C_1_susi\n`)
  expect(text).toContain('ada@contoso.onmicrosoft.com')
  expect(text).toContain('My page: single-page application')
  expect(text).toContain(`knownAuthorities: ['localhost:${port}']`)
  expect(text).toContain('A certificate authority of this machine was made. Nothing trusts it yet.')
  expect(text).toContain(`${folder.path}/clearway/certificates/ca.crt`)
  const long = text.split('\n').filter((line) => line.length > 80)
  expect(long.filter((line) => !/https:|CA='/.test(line))).toEqual([])
})

test('without --tls it says that MSAL needs it', async () => {
  const entra = start(['entra', ...anyPorts], env())
  const [text] = await entra.sees('stdout', /^[\s\S]*\/faults --json .*\n/)
  expect(text).toContain('MSAL demands https of an authority')
  expect(text).not.toContain('knownAuthorities')
})

/** A token of the nightly job of the starter directory. */
const askForToken = async (origin: string, secret: string): Promise<number> => {
  const { status } = await request(`${origin}/contoso.onmicrosoft.com/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: 'bbbbbbbb-0000-4000-8000-000000000003',
      client_secret: secret,
      grant_type: 'client_credentials',
      scope: 'api://orders/.default',
    }).toString(),
  })
  return status
}

test('what happens is told, one line each, without secrets', async () => {
  const told = start(['entra', ...anyPorts], env())
  const [, origin = ''] = await told.sees(
    'stdout',
    /up at (http:\/\/localhost:\d+)[\s\S]*\/faults --json .*\n/,
  )
  expect(await askForToken(origin, 'job-secret')).toBe(200)
  await told.sees('stdout', /^\d\d:\d\d:\d\d {2}Nightly job got tokens for its own credentials\n/m)
  expect(await askForToken(origin, 'a-wrong-secret')).toBe(401)
  await told.sees('stdout', /^\d\d:\d\d:\d\d {2}AADSTS7000215 to Nightly job at token\n/m)
  told.signal('SIGTERM')
  const { stdout } = await told.ended
  expect(stdout).not.toMatch(/job-secret|a-wrong-secret|eyJ/)
})

test('with --json each event is a line of JSON', async () => {
  const told = start(['entra', '--json', ...anyPorts], env())
  const { origin } = await readyOf(told)
  await askForToken(origin, 'job-secret')
  const [line] = await told.sees('stdout', /^.*tokens-issued.*\n/m)
  expect(JSON.parse(line)).toMatchObject({ event: { type: 'tokens-issued', grant: 'client_credentials' } })
})

test('--init writes a directory that entra takes, and never over a file', async () => {
  const file = `${folder.path}/mine.yaml`
  expect(await run(['entra', '--init', file])).toEqual({
    code: 0,
    stdout: `Written: ${file}\nEdit it, then: clearway entra --tls ${file}\n`,
    stderr: '',
  })
  expect(await run(['entra', '--init', file])).toMatchObject({
    code: 2,
    stderr: `clearway entra: ${file} is there already: name another file, or remove it first\n`,
  })
  expect(await run(['entra', '--init', `${folder.path}/none/mine.yaml`])).toMatchObject({
    code: 2,
    stderr: `clearway entra: ${folder.path}/none/mine.yaml cannot be written: there is no such folder\n`,
  })
  const before = readFileSync(file, 'utf8')
  const entra = start(['entra', file, '--json', ...anyPorts], env())
  const { origin } = await readyOf(entra)
  expect(await askForToken(origin, 'job-secret')).toBe(200)

  folder.write('mine.yaml', before.replace('secretText: job-secret', 'secretText: another-secret'))
  await entra.sees('stdout', /"reloaded"/)
  expect(await askForToken(origin, 'job-secret')).toBe(401)
  expect(await askForToken(origin, 'another-secret')).toBe(200)

  folder.write('mine.yaml', before.replace('domain: contoso', 'domian: contoso'))
  await entra.sees('stderr', /"domian"[\s\S]*Not reloaded: the directory from before stays\.\n/)
  expect(await askForToken(origin, 'another-secret')).toBe(200)
})

test('a directory with mistakes is not started with: all are told, with their places', async () => {
  const file = folder.write('bad.yaml', 'tenants:\n  - id: contoso\n    domain: contoso.onmicrosoft.com\n')
  const { code, stdout, stderr } = await run(['entra', file, ...anyPorts])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`${file}:2:9 `)
  expect(stderr).toContain('tenants[0].displayName')
  expect(stderr).toMatch(/\nNot started: mend .*bad\.yaml first\.\n$/)
})

test('a folder that cannot hold the authority ends it with 2', async () => {
  const file = folder.write('file', '')
  const { code, stderr } = await run(['entra', '--tls', ...anyPorts], { XDG_DATA_HOME: file })
  expect([code, stderr]).toEqual([
    2,
    `clearway entra: the certificate authority cannot be kept in ${file}/clearway/certificates (ENOTDIR)\n` +
      '  fix: name another folder in XDG_DATA_HOME\n',
  ])
})

test('keys and sign-ins outlive a restart in a snapshot, which is its owner’s alone; a damaged one is named', async () => {
  const file = `${folder.path}/entra.snapshot`
  const keysOf = async (): Promise<string[]> => {
    const entra = start(['entra', '--snapshot', file, '--json', ...anyPorts], env())
    const { origin } = await readyOf(entra)
    const answer = await request(`${origin}/common/discovery/v2.0/keys`)
    entra.signal('SIGTERM')
    await entra.ended
    return (answer.json() as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
  }
  const first = await keysOf()
  expect(await keysOf()).toEqual(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  folder.write('entra.snapshot', 'half of a')
  const { code, stderr } = await run(['entra', '--snapshot', file, ...anyPorts], env())
  expect([code, stderr]).toEqual([2, expect.stringContaining(file)])
})
