import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { authorityOptions, serverNames } from './authorities.ts'
import type { KeyPair } from './key-pair.ts'
import { openAuthority, type Authority, type AuthorityOptions } from './open-authority.ts'
import { signLeaf } from './sign-certificate.ts'

const day = 86_400_000
const start = Date.now()

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-authority-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const open = (options: Partial<AuthorityOptions> = {}): Promise<Authority> =>
  openAuthority({ folder, permitted: ['localhost'], ...options })

/** What a TLS client that trusts an authority makes of a server with a certificate, under a name. */
async function connectTo(pair: KeyPair, ca: string, servername: string): Promise<string> {
  const server = createServer({ key: pair.key, cert: pair.certificate })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  // With an address instead of a name there is no SNI, but the certificate is checked against it all the same.
  const client = connect({ host: '127.0.0.1', port, ca, ...(/\d$/.test(servername) ? {} : { servername }) })
  try {
    return await new Promise((resolve) => {
      client.once('secureConnect', () => resolve('accepted'))
      client.once('error', (error) => resolve(error.message))
    })
  } finally {
    client.destroy()
    server.close()
  }
}

test('an authority is made once and kept, and its folder is its owner’s alone', async () => {
  const first = await open({ folder: join(folder, 'new', 'one') })
  const second = await open({ folder: join(folder, 'new', 'one') })
  expect([first.made, second.made]).toEqual(['now', 'before'])
  expect(second.certificate).toBe(first.certificate)
  expect(readFileSync(first.certificateFile, 'utf8')).toBe(first.certificate)
  expect(first.certificate).not.toContain('PRIVATE KEY')
  expect(statSync(join(folder, 'new', 'one')).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(join(folder, 'new', 'one')))
    expect(statSync(join(folder, 'new', 'one', name)).mode & 0o777).toBe(0o600)
})

test.each(['localhost', 'login.clearway.localhost', '127.0.0.1'])(
  'who trusts the everyday authority accepts its server as %s',
  async (name) => {
    const authority = await openAuthority(authorityOptions('local', { XDG_DATA_HOME: folder }))
    const pair = await authority.issue(serverNames.local)
    expect(await connectTo(pair, authority.certificate, name)).toBe('accepted')
  },
)

test.each(['login.microsoftonline.com', 'contoso.b2clogin.com', 'contoso.ciamlogin.com', 'localhost'])(
  'who trusts the authority for tests accepts its server as %s',
  async (name) => {
    const authority = await openAuthority(authorityOptions('as-microsoft', { XDG_DATA_HOME: folder }))
    const pair = await authority.issue(serverNames['as-microsoft'])
    expect(await connectTo(pair, authority.certificate, name)).toBe('accepted')
  },
)

test('the two authorities share no key, no folder', async () => {
  const env = { XDG_DATA_HOME: folder }
  const local = await openAuthority(authorityOptions('local', env))
  const test = await openAuthority(authorityOptions('as-microsoft', env))
  expect(test.spki).not.toBe(local.spki)
  expect(await connectTo(await test.issue(['localhost']), local.certificate, 'localhost')).not.toBe(
    'accepted',
  )
})

test.each([
  ['bank.example', 'bank.example'],
  ['login.microsoftonline.com', 'login.microsoftonline.com'],
  ['10.0.0.1', 'localhost'],
])('a certificate for %s is of no use, even with the everyday authority’s key', async (name, servername) => {
  const { certificate } = await open()
  const root = readFileSync(join(folder, 'authority.pem'), 'utf8')
  const key = root.slice(0, root.indexOf('-----BEGIN CERTIFICATE'))
  const forged = await signLeaf({ key, certificate }, [name, 'localhost'], 90, Date.now())
  expect(await connectTo(forged, certificate, servername)).toBe('permitted subtree violation')
})

test.each(['bank.example', 'notlocalhost', 'localhost.bank.example', '10.0.0.1', '*.com'])(
  'it issues nothing for %s',
  async (name) => {
    const { issue } = await open()
    await expect(issue(['localhost', name])).rejects.toMatchObject({ code: 'ERR_CERTIFICATE_NAME' })
  },
)

test('a server’s certificate is the same until a third of its 90 days is left', async () => {
  let now = start
  const options = { now: () => now }
  const first = await (await open(options)).issue(['localhost', '127.0.0.1'])
  now = start + 59 * day
  const same = await (await open(options)).issue(['127.0.0.1', 'localhost'])
  now = start + 61 * day
  const renewed = await (await open(options)).issue(['localhost', '127.0.0.1'])
  expect(same).toEqual(first)
  expect(renewed.certificate).not.toBe(first.certificate)
  expect(Date.parse(new X509Certificate(renewed.certificate).validTo)).toBeGreaterThan(start + 150 * day)
})

test('a damaged server’s certificate is made anew', async () => {
  const { issue } = await open()
  const first = await issue(['localhost'])
  const file = readdirSync(folder).find((name) => name.startsWith('server-')) ?? ''
  writeFileSync(join(folder, file), first.key)
  expect((await issue(['localhost'])).certificate).not.toBe(first.certificate)
})

test('a server’s certificate of a root that is no more is made anew', async () => {
  const first = await (await open()).issue(['localhost'])
  rmSync(join(folder, 'authority.pem'))
  const { certificate, issue } = await open()
  const second = await issue(['localhost'])
  expect(second.certificate).not.toBe(first.certificate)
  expect(await connectTo(second, certificate, 'localhost')).toBe('accepted')
})

test('several at once get the same authority', async () => {
  const opened = await Promise.all(Array.from({ length: 6 }, () => open()))
  expect(new Set(opened.map(({ spki }) => spki)).size).toBe(1)
  expect(opened.filter(({ made }) => made === 'now')).toHaveLength(1)
  expect(readdirSync(folder).toSorted()).toEqual(['authority.pem', 'ca.crt'])
})

test('several at once that find a damaged authority agree on the new one', async () => {
  writeFileSync(join(folder, 'authority.pem'), 'half of a fi')
  const opened = await Promise.all(Array.from({ length: 6 }, () => open()))
  expect(new Set(opened.map(({ spki }) => spki)).size).toBe(1)
})

test.each([
  ['damaged', (text: string) => text.slice(0, 700), {}],
  ['damaged', () => '', {}],
  ['ending', (text: string) => text, { now: () => start + 3600 * day }],
  ['for-other-names', (text: string) => text, { permitted: ['login.microsoftonline.com'] }],
])('an authority that is %s is set aside, and a new one is made', async (why, spoil, options) => {
  const old = await open()
  const file = join(folder, 'authority.pem')
  const spoilt = spoil(readFileSync(file, 'utf8'))
  writeFileSync(file, spoilt)
  const { made, spki, certificateFile, certificate } = await open(options)
  expect(made).toEqual({ insteadOf: why })
  expect(spki).not.toBe(old.spki)
  expect(readFileSync(certificateFile, 'utf8')).toBe(certificate)
  const aside = readdirSync(folder).find((name) => name.endsWith('.unusable')) ?? ''
  expect(readFileSync(join(folder, aside), 'utf8')).toBe(spoilt)
  expect((await open(options)).made).toBe('before')
})

test('the root is for servers, vouches for servers directly, and lives ten years', async () => {
  const { certificate } = await open({ name: 'A name' })
  const { ca, keyUsage, subject, validTo } = new X509Certificate(certificate)
  expect([ca, keyUsage, subject]).toEqual([true, ['1.3.6.1.5.5.7.3.1'], 'O=Clearway\nCN=A name'])
  expect((Date.parse(validTo) - Date.now()) / day).toBeCloseTo(3650, 0)
})
