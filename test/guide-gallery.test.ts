import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findExhibits } from '@clearway/gallery'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = readFileSync(`${root}docs/guide/gallery.md`, 'utf8')
const folder = 'examples/gallery/header-twice'

test('the exhibit that the guide has copied is the one in its folder, and is all that is there', () => {
  const [, example] = /^```ts\n(.*?)^```$/ms.exec(page) ?? []
  expect(page).toContain(`mkdir ${folder}\n`)
  expect(page).toContain(`\`${folder}/exhibit.ts\``)
  expect(readFileSync(`${root}${folder}/exhibit.ts`, 'utf8')).toBe(example)
  expect(readdirSync(`${root}${folder}`)).toEqual(['exhibit.ts'])
})

test('the guide sends readers to exhibits that there are', async () => {
  const names = new Set((await findExhibits()).map(({ name }) => name))
  const [, paragraph = ''] = /^(For more than that.*?)\n\n/ms.exec(page) ?? []
  const named = [...paragraph.matchAll(/\(`([a-z0-9-]+)`\)/g)].map(([, name]) => name)
  expect(named).not.toEqual([])
  expect(named.filter((name) => name !== undefined && !names.has(name))).toEqual([])
})
