import { fieldValue } from '@clearway/rules/http'
import { createCondenser } from './condense.ts'
import { originOfUrl } from './exchanges/page-origin.ts'
import { createKeptTexts } from './kept-texts.ts'
import type { ConsoleMessage, Entry, FoundToken, Lack, LogLine, Material } from './material.ts'
import type { InputKind, InputProblem, InputReport, NotChecked } from './report.ts'
import type { Input, Sink } from './sources/source.ts'

/** Reads one input by the source that recognises it. */
export type ReadInput = (input: Input, sink: Sink) => Promise<InputKind>

/** Told while a long input is read. */
export type OnProgress = (input: string, bytes: number, size: number | undefined) => void

/** All inputs, read. */
export interface Gathered {
  readonly material: Material
  readonly inputs: readonly InputReport[]
  readonly notChecked: readonly NotChecked[]
}

/** How many entries are kept. What is healthy has to give way first. */
const maxEntries = 20_000
const maxHealthy = 5_000
const maxTexts = 5_000
const maxProblems = 20

/** How much is kept of all, in bytes; what is healthy gets half of it. */
const maxBytes = 48 * 1024 ** 2

/**
 * Reads the inputs one after the other and keeps what checks may ask for, within bounds: of the largest
 * capture some 100 MB. What an input has in excess is counted and named in `notChecked`; a part of each bound
 * is left for the inputs that come after it.
 */
export async function gather(
  inputs: readonly Input[],
  readInput: ReadInput,
  onProgress: OnProgress = () => {},
): Promise<Gathered> {
  const entries: Entry[] = []
  const messages: ConsoleMessage[] = []
  const tokens: FoundToken[] = []
  const logLines: LogLine[] = []
  const lacks = new Map<string, ReadonlySet<Lack>>()
  const recordedBy = new Map<string, 'chromium' | 'firefox' | 'webkit'>()
  const reports: InputReport[] = []
  const dropped = new Map<string, number>()
  const texts = createKeptTexts()
  const { condense } = createCondenser(texts)
  let healthy = 0

  for (const [place, input] of inputs.entries()) {
    const roomOf = (max: number): number => roomFor(max, place, inputs.length)
    const drop = (): void => void dropped.set(input.name, (dropped.get(input.name) ?? 0) + 1)
    const keep = <Item>(list: Item[], max: number, item: () => Item): void => {
      if (list.length < roomOf(max) && texts.bytes() < roomOf(maxBytes)) list.push(item())
      else drop()
    }
    const keepText = <Item>(list: Item[], item: Item): void =>
      keep(list, maxTexts, () => texts.keepData(item))
    const isTooHealthy = (): boolean => ++healthy > roomOf(maxHealthy) || texts.bytes() > roomOf(maxBytes) / 2
    const problems: InputProblem[] = []
    const lacking = new Set<Lack>()
    let exchanges = 0
    let writtenBy: string | undefined
    let last: { readonly given: Entry; readonly kept: Entry } | undefined
    const kind = await readInput(input, {
      entry: (entry) => {
        exchanges++
        if (isPlain(entry)) return
        if (isHealthy(entry) && isTooHealthy()) drop()
        else keep(entries, maxEntries, () => (last = { given: entry, kept: condense(entry) }).kept)
      },
      message: (message) => keepText(messages, message),
      token: ({ entry, ...token }) => {
        // A request that was left out takes its token along.
        if (entry !== undefined && entry !== last?.given) return
        keep(tokens, maxTexts, () => ({
          ...texts.keepData(token),
          ...(last && entry && { entry: last.kept }),
        }))
      },
      logLine: (line) => keepText(logLines, line),
      problem: (problem) => void (problems.length < maxProblems && problems.push(problem)),
      lacks: (lack) => lacking.add(lack),
      writtenBy: (name, engine) => {
        writtenBy = name
        if (engine) recordedBy.set(input.name, engine)
      },
      progress: (bytes) => onProgress(input.name, bytes, input.size),
    })
    lacks.set(input.name, lacking)
    reports.push({
      name: input.name,
      kind,
      ...(writtenBy !== undefined && { writtenBy }),
      exchanges,
      problems,
    })
  }
  return {
    material: { entries, messages, tokens, logLines, lacks, recordedBy },
    inputs: reports,
    notChecked: [...dropped].map(([name, count]) => ({
      check: `${count} further records of ${name}`,
      reason:
        'The input has more than is kept at one time. Record a shorter stretch around the failure, or cut the capture there.',
    })),
  }
}

/** What an input may fill of a bound: a twentieth, or half its share, stays for each of those after it. */
function roomFor(max: number, place: number, inputs: number): number {
  return max - (inputs - place - 1) * Math.min(max / 20, max / (2 * inputs))
}

const assets: ReadonlySet<string> = new Set(['image', 'stylesheet', 'script', 'font', 'media', 'manifest'])

/**
 * A part of a page that arrived from the page's own origin: no check asks for it. One from elsewhere may lie in the
 * browser's cache when the page's code asks for the same.
 */
function isPlain({ type, error, page, initiator, request, response }: Entry): boolean {
  if (request.url.startsWith('data:') || request.url.startsWith('blob:')) return true
  if (type === undefined || !assets.has(type) || error !== undefined) return false
  if (
    response === undefined ||
    !isSuccess(response.status) ||
    fieldValue(request.headers, 'origin') !== undefined
  )
    return false
  const origin = originOfUrl(request.url)
  return [page, initiator].some((url) => url !== undefined && originOfUrl(url) === origin)
}

function isHealthy({ error, response, corsError, cookiesLeftOut }: Entry): boolean {
  if (error !== undefined || corsError !== undefined || cookiesLeftOut !== undefined) return false
  return response !== undefined && isSuccess(response.status)
}

function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304
}
