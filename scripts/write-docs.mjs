// Writes the generated documents; with --check writes nothing and names those that are not up to date.
// Reads the built packages: run `npm run build` first.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { browserReference } from './docs/browser-reference.mjs'
import { clientReference } from './docs/client-reference.mjs'
import { commandReference } from './docs/command-reference.mjs'
import { configReference } from './docs/config-reference.mjs'
import { directoryReference } from './docs/directory-reference.mjs'
import { galleryReference } from './docs/gallery-reference.mjs'
import { generatedMark } from './docs/markdown.mjs'
import { problemPages } from './docs/problem-pages.mjs'
import { reportSchema } from './docs/report-schema.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Every generated document: its path from the root, and what makes its text. */
const documents = [
  ...problemPages,
  ...configReference,
  ...directoryReference,
  ...commandReference,
  ...browserReference,
  ...clientReference,
  ...galleryReference,
  ...reportSchema,
]

const read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined)

const filesBelow = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  )

const listed = new Set(documents.map(({ path }) => path))
const dead = filesBelow('docs').filter((path) => !listed.has(path) && read(path).includes(generatedMark))
const differing = documents
  .map(({ path, render }) => ({ path, text: render() }))
  .filter(({ path, text }) => read(path) !== text)

const check = () => {
  for (const { path } of differing) {
    console.error(`${path} ${read(path) === undefined ? 'is missing' : 'is out of date'}`)
  }
  for (const path of dead) console.error(`${path} is generated, but nothing generates it any more`)
  if (differing.length + dead.length === 0) return
  console.error('Run `npm run docs` and commit the result.')
  process.exitCode = 1
}

const write = () => {
  for (const { path, text } of differing) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    console.log(`wrote ${path}`)
  }
  for (const path of dead) {
    rmSync(join(root, path))
    console.log(`removed ${path}`)
  }
}

if (process.argv.includes('--check')) check()
else write()
