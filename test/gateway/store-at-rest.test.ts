import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { prepareSite, type Site } from './prepare-site.ts'

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const holding = ({ store }: Site, text: string): readonly string[] =>
  filesBelow(store).filter((file) => readFileSync(file).includes(text))

const sessionId = (browser: ReturnType<Site['browser']>, { origin }: Site): string => {
  const cookie = browser.cookies.header(new URL(origin), { kind: 'navigation', method: 'GET' })
  return /__Host-clearway-notes=([\w-]{43})/.exec(cookie)?.[1] ?? ''
}

describe('the files of the store', () => {
  test('hold no name, no claim, no token and no cookie', async () => {
    const site = await prepareSite()
    await site.start()
    const ada = site.browser()
    expect(await site.signIn(ada)).toBe(200)
    site.advance(5 * 60_000)
    expect((await ada.get(`${site.origin}/`, { kind: 'background' })).status).toBe(200)
    expect(site.grants('refresh_token')).toBe(1)

    const id = sessionId(ada, site)
    expect(id).not.toBe('')
    for (const text of [
      id,
      'Ada',
      'Lovelace',
      'contoso',
      'eyJ',
      'sales',
      'preferred_username',
      'PRIVATE',
      '"d":',
    ]) {
      expect(holding(site, text), text).toEqual([])
    }
    // The records are there: the search would find them.
    expect(holding(site, 'records')).toEqual([join(site.store, 'sessions', 'data.mdb')])
  })

  test('let nobody but their owner read the key', async () => {
    const site = await prepareSite()
    await site.start()
    const file = join(site.store, 'key')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(site.store).mode & 0o777).toBe(0o700)
    expect(readFileSync(file).length).toBe(32)
    expect(readdirSync(site.store).sort()).toEqual(['key', 'sessions'])
  })

  test('hold no key when one is configured', async () => {
    const site = await prepareSite()
    await site.start({ key: 'k'.repeat(32) })
    expect(readdirSync(site.store)).toEqual(['sessions'])
  })
})

describe('with another key', () => {
  test('a gateway does not start, says why, and leaves the sessions alone', async () => {
    const site = await prepareSite()
    const first = await site.start({ key: 'a'.repeat(32) })
    const ada = site.browser()
    await site.signIn(ada)
    await first.stop(0)
    await expect(site.start({ key: 'b'.repeat(32) })).rejects.toMatchObject({
      code: 'ERR_STORE_KEY',
      message: expect.stringContaining('written with another key'),
    })
    await site.start({ key: 'a'.repeat(32) })
    expect((await ada.get(`${site.origin}/`, { kind: 'background' })).status).toBe(200)
  })

  test.each([
    ['cut off', (file: string) => truncateSync(file, 16)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['of another length', (file: string) => writeFileSync(file, 'x'.repeat(44))],
  ])('a key file that is %s is no key', async (_how, spoil) => {
    const site = await prepareSite()
    await (await site.start()).stop(0)
    spoil(join(site.store, 'key'))
    await expect(site.start()).rejects.toMatchObject({
      code: 'ERR_STORE_KEY',
      message: expect.stringContaining(join(site.store, 'key')),
    })
  })

  test('a record that was changed on the disk lets nobody in', async () => {
    const site = await prepareSite()
    const first = await site.start()
    const ada = site.browser()
    await site.signIn(ada)
    await first.stop(0)
    const file = join(site.store, 'sessions', 'data.mdb')
    const bytes = readFileSync(file)
    // The id's digest stands before the record; what follows it is sealed.
    const { createHash } = await import('node:crypto')
    const key = createHash('sha256').update(sessionId(ada, site)).digest('base64url')
    for (let at = bytes.indexOf(key); at !== -1; at = bytes.indexOf(key, at + 1)) {
      const inRecord = at + key.length + 64
      bytes[inRecord] = (bytes[inRecord] ?? 0) ^ 1
    }
    writeFileSync(file, bytes)
    await site.start()
    const answer = await ada.get(`${site.origin}/`, { kind: 'background' })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/expired'])
  })
})
