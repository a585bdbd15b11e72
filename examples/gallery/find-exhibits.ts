import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import type { Exhibit } from './exhibit.ts'

/** An exhibit under the name of its folder. */
export interface FoundExhibit extends Exhibit {
  readonly name: string
}

/** From sources and from the build alike. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const here = new URL('.', import.meta.url)

/** A build keeps what was taken out of the sources; where these are at hand, they count. */
const isLeftOver = (name: string): boolean =>
  extension === 'js' &&
  existsSync(new URL('../exhibit.ts', here)) &&
  !existsSync(new URL(`../${name}/exhibit.ts`, here))

/** Names that can be part of a host name. */
const isName = (name: string): boolean => /^[a-z][a-z0-9-]{1,30}$/.test(name)

/**
 * Finds all exhibits: the folders beside this file, in the order of their names. Each has a file `exhibit.ts` that exports
 * `exhibit`.
 */
export async function findExhibits(): Promise<readonly FoundExhibit[]> {
  const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const names = folders
    .map(({ name }) => name)
    .filter((name) => isName(name) && !skipped.has(name) && !isLeftOver(name))
  return Promise.all(
    names.sort().map(async (name) => {
      const found = (await import(new URL(`${name}/exhibit.${extension}`, here).href)) as { exhibit: Exhibit }
      return Object.assign({ name }, found.exhibit)
    }),
  )
}

const skipped: ReadonlySet<string> = new Set(['dist', 'node_modules'])
