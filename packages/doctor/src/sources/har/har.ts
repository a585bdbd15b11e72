import { fieldValue } from '@clearway/rules/http'
import type { Entry } from '../../material.ts'
import type { InputProblem } from '../../report.ts'
import { createTokenFinder } from '../bearer-token.ts'
import type { OpenInput, Sink, Source } from '../source.ts'
import { objectIn, textIn } from '../json/foreign.ts'
import { toEntry } from './har-entry.ts'
import { harProblem } from './har-problems.ts'
import type { JsonElement } from '../json/json-elements.ts'
import { readElements } from '../json/read-elements.ts'
import { createPages } from './pages.ts'
import { recorderOf } from './recorder.ts'
import { createSanitising } from './sanitising.ts'

/** Longer texts are bodies, of which less is kept. Headers are longer nowhere. */
const maxText = 16 * 1024
const maxProblems = 15

/** What no check asks for, and what may be long. */
const without = [
  '_webSocketMessages',
  '_eventSourceMessages',
  '_securityDetails',
  'cache',
  'cookies',
  'queryString',
  'timings',
]

/**
 * HTTP Archives (HAR 1.2) as Chrome, Edge, Firefox, Safari, Playwright, Fiddler, Charles and mitmproxy write
 * them. Read as they come, entry by entry, in memory of one entry; the file may be of any size.
 */
export const har: Source = { kind: 'har', recognises, read }

/** `{ … "log": { "version"`: an object with a `log` that begins with a member of HAR's. */
const beginning = /^(?:\xef\xbb\xbf)?\s*\{/
const log = /"log"\s*:\s*\{\s*"(?:version|creator|browser|pages|entries|comment|_[\w-]{1,64})"/

function recognises(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return beginning.test(text) && log.test(text)
}

async function read(input: OpenInput, sink: Sink): Promise<void> {
  const archive = createArchive(input.name, sink)
  await readElements(input, sink, {
    paths: ['log.entries[]', 'log.pages[]', 'log.creator', 'log.browser'],
    without,
    maxText,
    onElement: archive.element,
    onFault: (fault) => archive.problem(harProblem(fault)),
  })
  archive.end()
}

interface Archive {
  element(element: JsonElement): void
  problem(problem: InputProblem): void
  end(): void
}

function createArchive(input: string, sink: Sink): Archive {
  const pages = createPages()
  const sanitising = createSanitising()
  const findToken = createTokenFinder(sink)
  let creator: object | undefined
  let browser: object | undefined
  let entries = 0
  let answers = 0
  let bodies = 0
  let problems = 0

  const problem = (each: InputProblem): void => {
    if (++problems <= maxProblems) sink.problem(each)
  }

  const addEntry = ({ value, index, offset }: JsonElement): void => {
    const made = toEntry(value, { input, entry: index, offset })
    if (!made) {
      const detail = `Entry ${index} at byte ${offset} has no request with a URL and was left out.`
      return problem({ code: 'capture/unreadable', detail, offset })
    }
    // Tunnels through a proxy: the requests inside are entries of their own.
    if (made.request.method === 'CONNECT') return
    const entry = pages.withPage(made, value)
    entries++
    if (entry.response) answers++
    if (hasBody(value)) bodies++
    sanitising.see(entry)
    sink.entry(entry)
    if (!isCut(entry)) findToken(entry)
  }

  const tellSanitised = (): void => {
    const found = sanitising.found()
    if (found === undefined) return
    sink.lacks('cookies')
    sink.lacks('authorization')
    const why =
      found === 'proved'
        ? 'A preflight asks for Authorization, and the call after it shows none'
        : 'No entry shows a Cookie, Set-Cookie or Authorization header'
    sink.problem({
      code: 'capture/sanitised',
      detail: `${why}: the browser leaves these out of an export unless told otherwise. In DevTools, turn on "Allow to generate HAR with sensitive data" (Settings, Preferences, Network) and export again "with sensitive data".`,
    })
  }

  return {
    problem,
    element(element) {
      if (element.path === 'log.entries[]') addEntry(element)
      else if (element.path === 'log.pages[]') pages.page(element.value)
      else if (element.path === 'log.creator') creator ??= element.value
      else browser ??= element.value
    },
    end() {
      const { name, engine, lacks, sanitises } = recorderOf(creator, browser)
      sink.writtenBy(name, engine)
      for (const lack of lacks) sink.lacks(lack)
      if (sanitises) tellSanitised()
      if (answers > 0 && bodies === 0) sink.lacks('bodies')
      if (problems > maxProblems) {
        const detail = `${problems - maxProblems} further parts of the file could not be read.`
        sink.problem({ code: 'capture/unreadable', detail })
      }
      if (entries === 0 && problems === 0) {
        const detail = 'The HAR has no entries. Start the recording before the call is made.'
        sink.problem({ code: 'capture/empty', detail })
      }
    },
  }
}

function hasBody(recorded: object): boolean {
  const { content } = objectIn(objectIn(recorded)['response'])
  return textIn(objectIn(content)['text']) !== undefined
}

/** Whether a token would be looked at that was cut on reading. */
function isCut({ request }: Entry): boolean {
  const value = fieldValue(request.headers, 'authorization')
  return value !== undefined && value.length >= maxText
}
