import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadDirectory, type LoadedDirectory } from './load-directory.ts'
import { watchDirectory } from './watch-directory.ts'

let folder: string
let file: string
let closing: (() => void)[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-directory-'))
  file = join(folder, 'directory.yaml')
  closing = []
  writeFileSync(file, directoryOf('a'))
})

afterEach(() => {
  for (const close of closing) close()
  rmSync(folder, { recursive: true, force: true })
})

/** A directory whose one tenant has this name. */
const directoryOf = (name: string): string =>
  `tenants: [{ id: 00000001-0000-4000-8000-000000000000, domain: ${name}.example.com, displayName: ${name} }]\n`

/** What the watcher tells, one after another: the tenant's name, or what is wrong. */
function watchTold(path: string, since?: LoadedDirectory): () => Promise<string> {
  const told: string[] = []
  let wake = (): void => undefined
  const tell = (what: string): void => {
    told.push(what)
    wake()
  }
  const watching = watchDirectory(path, {
    onChange: ({ tenants }) => tell(tenants[0]?.displayName ?? ''),
    onMistakes: ({ mistakes }) => tell(mistakes.map(({ message }) => message).join()),
    ...(since && { since }),
  })
  closing.push(() => watching.close())
  return async () => {
    while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    return told.shift() ?? ''
  }
}

it('tells a file that is written anew, and one that is replaced as editors do it', async () => {
  const next = watchTold(file)
  writeFileSync(file, directoryOf('b'))
  expect(await next()).toBe('b')
  writeFileSync(`${file}~`, directoryOf('c'))
  renameSync(`${file}~`, file)
  expect(await next()).toBe('c')
  renameSync(file, `${file}.bak`)
  writeFileSync(file, directoryOf('d'))
  expect(await next()).toBe('d')
})

it('tells mistakes, and goes on watching', async () => {
  const next = watchTold(file)
  writeFileSync(file, 'tenant: []\n')
  expect(await next()).toBe('"tenants" is missing,"tenant" is not a key here')
  writeFileSync(file, directoryOf('a'))
  expect(await next()).toBe('a')
})

it('tells that the file is gone, and the file that comes in its place', async () => {
  const next = watchTold(file)
  rmSync(file)
  expect(await next()).toBe('there is no such file')
  writeFileSync(file, directoryOf('b'))
  expect(await next()).toBe('b')
})

it('does not tell the same content again, nor what other files hold', async () => {
  const other = join(folder, 'other.yaml')
  writeFileSync(other, directoryOf('x'))
  const next = watchTold(file)
  // Looks after the first does, and has something to tell: what another file holds is new to it.
  const control = watchTold(file, loadDirectory(other))
  writeFileSync(file, directoryOf('a'))
  expect(await control()).toBe('a')
  writeFileSync(file, directoryOf('b'))
  expect(await next()).toBe('b')
})

it('tells a change between loading and watching', async () => {
  const loaded = loadDirectory(file)
  writeFileSync(file, directoryOf('b'))
  const next = watchTold(file, loaded)
  expect(await next()).toBe('b')
})

it('follows links: to a file elsewhere, and through a folder that is exchanged as Kubernetes does it', async () => {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'real.yaml'), directoryOf('a'))
  const link = join(folder, 'link.yaml')
  symlinkSync(join(elsewhere, 'real.yaml'), link)
  const next = watchTold(link)
  // Twice: the first look is made without any event.
  for (const name of ['b', 'c']) {
    writeFileSync(join(elsewhere, 'real.yaml'), directoryOf(name))
    expect(await next()).toBe(name)
  }

  const mounted = join(folder, 'mounted')
  for (const name of ['1', '2', '3']) {
    mkdirSync(join(mounted, name), { recursive: true })
    writeFileSync(join(mounted, name, 'directory.yaml'), directoryOf(`v${name}`))
  }
  symlinkSync('1', join(mounted, '..data'))
  symlinkSync('..data/directory.yaml', join(mounted, 'directory.yaml'))
  const nextMounted = watchTold(join(mounted, 'directory.yaml'))
  for (const name of ['2', '3']) {
    symlinkSync(name, join(mounted, 'new'))
    renameSync(join(mounted, 'new'), join(mounted, '..data'))
    expect(await nextMounted()).toBe(`v${name}`)
  }
})

it('tells nothing any more once it is closed', async () => {
  const first = watchTold(file)
  closing.pop()?.()
  const second = watchTold(file)
  writeFileSync(file, directoryOf('b'))
  expect(await second()).toBe('b')
  const race = await Promise.race([first(), new Promise((resolve) => setImmediate(resolve, 'nothing'))])
  expect(race).toBe('nothing')
})

it('refuses to watch where there is no folder', () => {
  expect(() => watchTold(join(folder, 'none', 'directory.yaml'))).toThrow(/ENOENT/)
})
