import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Exhibit, FoundExhibit } from '@clearway/gallery'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The guide's page about exhibits. */
export const guide: string = readFileSync(`${root}docs/guide/gallery.md`, 'utf8')

/** The exhibit that the guide has copied, as it stands there; only found from another folder than the guide's. */
export const guideExhibit = async (): Promise<FoundExhibit> => {
  const [, example = ''] = /^```ts\n(.*?)^```$/ms.exec(guide) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-'))
  try {
    const file = join(folder, 'exhibit.ts')
    writeFileSync(file, example.replaceAll("'../", `'${root}examples/gallery/`))
    const { exhibit } = (await import(file)) as { exhibit: Exhibit }
    return { name: 'of-the-guide', ...exhibit }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
