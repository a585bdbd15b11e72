import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findExhibits } from '@clearway/gallery'
import { expect, test } from 'vitest'
import { guide } from './support/guide-exhibit.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

test('the folder that the guide has made is a new one', () => {
  const [, folder = ''] = /^mkdir (examples\/gallery\/[a-z-]+)$/m.exec(guide) ?? []
  expect(guide).toContain(`\`${folder}/exhibit.ts\``)
  expect(guide).toContain(`-t ${folder.split('/').at(-1)}\n`)
  expect(existsSync(`${root}${folder}`)).toBe(false)
})

test('the guide sends readers to exhibits that there are', async () => {
  const names = new Set((await findExhibits()).map(({ name }) => name))
  const [, paragraph = ''] = /^(For more than that.*?)\n\n/ms.exec(guide) ?? []
  const named = [...paragraph.matchAll(/\(`([a-z0-9-]+)`\)/g)].map(([, name]) => name)
  expect(named).not.toEqual([])
  expect(named.filter((name) => name !== undefined && !names.has(name))).toEqual([])
})
