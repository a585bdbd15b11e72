import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The arrows: who may import whom. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  rules: [],
  yaml: ['rules'],
  bearer: ['rules'],
  gateway: ['rules', 'bearer', 'yaml'],
  doctor: ['rules', 'bearer'],
  entra: ['yaml'],
  examples: [],
  gallery: [],
  clearway: ['rules', 'bearer', 'gateway', 'doctor', 'entra', 'examples', 'gallery'],
}

const folders: Readonly<Record<string, string>> = { examples: 'examples/src', gallery: 'examples/gallery' }
const folderOf = (house: string): string => folders[house] ?? `packages/${house}/src`

const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !file.includes('/dist/'))

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b[^'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm,
    ),
  ].map(([, from, bare]) => from ?? bare ?? '')

const isTest = (file: string): boolean => file.endsWith('.test.ts')

const houses = Object.keys(mayImport)

test('every package has its arrows listed', () => {
  expect([...readdirSync(join(root, 'packages')), 'examples', 'gallery'].sort()).toEqual([...houses].sort())
})

test.each(houses)('%s imports only the packages it may', (house) => {
  const strangers = filesOf(folderOf(house))
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('@clearway/'))
        .filter((name) => !(mayImport[house] ?? []).includes(name.split('/')[1] ?? ''))
        .map((name) => `${relative(root, file)} -> ${name}`),
    )
  expect(strangers).toEqual([])
})

test.each(houses)('%s reaches into no other package’s folder', (house) => {
  const home = join(root, folderOf(house))
  const escapes = filesOf(folderOf(house))
    .filter((file) => !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('.') && !resolve(dirname(file), name).startsWith(`${home}/`))
        .map((name) => `${relative(root, file)} -> ${name}`),
    )
  expect(escapes).toEqual([])
})

test('rules is pure: no Node, no network, no clock, no randomness', () => {
  const impure = filesOf(folderOf('rules'))
    // The catalogue's texts show code to copy, which does what rules may not.
    .filter((file) => !isTest(file) && !file.includes('/problems/'))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      const found =
        /\bfrom 'node:|\bfetch\(|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bconsole\./.exec(
          text,
        )
      return found ? [`${relative(root, file)}: ${found[0]}`] : []
    })
  expect(impure).toEqual([])
})

test('nothing is called core, common, shared, utils or helpers', () => {
  const vague = /^(?:core|common|shared|utils?|helpers?|misc)(?:\.|$)/
  const named = houses.flatMap((house) =>
    filesOf(folderOf(house)).flatMap((file) =>
      relative(root, file)
        .split('/')
        .filter((part) => vague.test(part)),
    ),
  )
  expect(named).toEqual([])
})

test('each step of the way has a file of its own, named in ARCHITECTURE.md', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const steps = filesOf('packages/gateway').filter((file) => file.includes('/steps/') && !isTest(file))
  const unnamed = steps.map((file) => basename(file)).filter((name) => !text.includes(`steps/${name}`))
  expect(unnamed).toEqual([])
})
