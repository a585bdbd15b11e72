import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { SiteAnswer } from './exhibit.ts'

const require = createRequire(import.meta.url)

/** Serves a file of a library as it comes from the registry, for a page to load. The path starts at the folder of the library's entry. */
export const library = async (name: string, file: string): Promise<SiteAnswer> => ({
  headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=3600' },
  body: await readFile(join(dirname(require.resolve(name)), file)),
})
