import type { FoundExhibit, Site, SiteAnswer, SourceDocument } from '@clearway/gallery'
import { glossary, groupExhibits, statements } from '@clearway/gallery'
import { catalogue, isProblemCode } from '@clearway/rules/problems'
import type { Stand } from './addresses.ts'
import { answerPageFile } from './page-file.ts'
import type { Runs } from './runs.ts'

/** What the page is told of an exhibit. */
export interface ExhibitCard {
  readonly name: string
  readonly title: string
  /** Under which heading it stands. */
  readonly group: SourceDocument
  /** What people say of such failures. */
  readonly shows: readonly string[]
  readonly broken: string
  readonly mended: string
  readonly code: string
  readonly remedy: readonly string[]
  readonly open: string | undefined
  readonly change: { readonly language: string; readonly text: string } | undefined
  /** Why it cannot run here, if it cannot. */
  readonly unavailable: string | undefined
  readonly needsWindow: boolean
}

export interface GallerySiteOptions {
  readonly origin: string
  readonly exhibits: readonly FoundExhibit[]
  readonly tls: boolean
  readonly runs: Runs
  /** Where the page of a stand is. */
  readonly stageOf: (stand: Stand) => string
  /** Starts the servers of a stand, unless they run; fails if they cannot. */
  readonly prepare: (stand: Stand) => Promise<unknown>
}

const cardOf = (exhibit: FoundExhibit, group: SourceDocument, tls: boolean): ExhibitCard => ({
  name: exhibit.name,
  title: exhibit.title,
  group,
  shows: statements.filter(({ id }) => exhibit.shows.includes(id)).map(({ says }) => says),
  broken: exhibit.broken,
  mended: exhibit.mended,
  code: exhibit.code,
  remedy: exhibit.remedy ?? [],
  open: exhibit.open,
  change: exhibit.change,
  unavailable: exhibit.needsTls && !tls ? 'It needs HTTPS. Start the lab with --tls to run it.' : undefined,
  needsWindow: exhibit.needsWindow ?? false,
})

const json = (value: unknown, status = 200): SiteAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})

/** The members of what was sent; none where it is no JSON. */
const readJson = (body: Buffer): Readonly<Record<string, unknown>> => {
  try {
    return Object(JSON.parse(body.toString())) as Record<string, unknown>
  } catch {
    return {}
  }
}

const allTaken =
  'This exhibit is running in three other tabs already. Press again when one of them has ended; one that was left gives ' +
  'up its place after a minute and a half.'

const unknownRun =
  'The lab does not know this run any more: it was started again since, or fifty other runs have come after it. Press again.'

/** What the page's code was thrown, as the gallery's page hands it on. */
const errorIn = (body: Buffer): string | undefined => {
  const { error } = readJson(body)
  return typeof error === 'string' ? error : undefined
}

/** The gallery's own pages and the calls that they make. */
export const createGallerySite = (options: GallerySiteOptions): Site => {
  const { exhibits, origin, prepare, runs, stageOf, tls } = options
  const cards = groupExhibits(exhibits).flatMap((group) =>
    group.exhibits.map((exhibit) => cardOf(exhibit, group.document, tls)),
  )
  const start = async (body: Buffer): Promise<SiteAnswer> => {
    const wanted = readJson(body)
    const exhibit = exhibits.find(({ name }) => name === wanted['exhibit'])
    const { variant } = wanted
    if (!exhibit || (variant !== 'broken' && variant !== 'mended')) return json({ error: 'no such run' }, 404)
    if (exhibit.open !== undefined && variant === 'mended') return json({ error: exhibit.open }, 409)
    const run = runs.start(exhibit.name, variant)
    if (!run) return json({ error: allTaken }, 409)
    try {
      await prepare(run.stand)
    } catch (error) {
      runs.forget(run.id)
      return json({ error: `The exhibit’s servers do not start: ${String(error)}` }, 500)
    }
    return json({ id: run.id, stage: stageOf(run.stand) })
  }
  return async ({ body, headers, method: asked, url }) => {
    // The answer to HEAD is that to GET; node leaves its body away.
    const method = asked === 'HEAD' ? 'GET' : asked
    const file = method === 'GET' ? await answerPageFile(url.pathname) : undefined
    if (file) return file
    if (url.pathname === '/exhibits.json' && method === 'GET') {
      return json(cards)
    }
    if (url.pathname === '/glossary.json' && method === 'GET') return json(glossary)
    const [, first, id = '', last] = url.pathname.split('/')
    if (first === 'problems' && method === 'GET') {
      const code = `${id}/${last}`
      return isProblemCode(code) ? json(catalogue[code]) : json({ error: 'no such problem' }, 404)
    }
    if (first !== 'runs') return { status: 404, body: 'Not found\n' }
    if (method === 'GET' && last === 'capture.har') {
      const har = runs.har(id)
      if (har === undefined) return { status: 404, body: 'Not found\n' }
      return {
        headers: { 'content-type': 'application/json', 'content-disposition': 'attachment' },
        body: har,
      }
    }
    // Other pages of this machine may not play.
    if (method !== 'POST' || headers['origin'] !== origin) return { status: 403, body: 'Not from here\n' }
    if (id === '') return start(body)
    const view = last === 'end' ? await runs.end(id, errorIn(body)) : undefined
    return view ? json(view) : json({ error: unknownRun }, 404)
  }
}
