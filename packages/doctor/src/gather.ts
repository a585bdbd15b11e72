import { createCondenser } from './condense.ts'
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

/**
 * Reads the inputs one after the other and keeps what checks may ask for, within bounds: of the largest
 * capture some 100 MB. What an input has in excess is counted and named in `notChecked`.
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
  const { condense } = createCondenser()
  let healthy = 0

  const keep = <Item>(list: Item[], item: Item, input: string, max: number): void => {
    if (list.length < max) list.push(item)
    else dropped.set(input, (dropped.get(input) ?? 0) + 1)
  }

  for (const input of inputs) {
    const problems: InputProblem[] = []
    const lacking = new Set<Lack>()
    let exchanges = 0
    let writtenBy: string | undefined
    let last: { readonly given: Entry; readonly kept: Entry } | undefined
    const condensed = (entry: Entry): Entry => {
      if (last?.given !== entry) last = { given: entry, kept: condense(entry) }
      return last.kept
    }
    const kind = await readInput(input, {
      entry: (entry) => {
        exchanges++
        if (isPlain(entry)) return
        if (isHealthy(entry) && ++healthy > maxHealthy) {
          dropped.set(input.name, (dropped.get(input.name) ?? 0) + 1)
          return
        }
        keep(entries, condensed(entry), input.name, maxEntries)
      },
      message: (message) => keep(messages, message, input.name, maxTexts),
      token: ({ entry, ...token }) =>
        keep(tokens, { ...token, ...(entry && { entry: condensed(entry) }) }, input.name, maxTexts),
      logLine: (line) => keep(logLines, line, input.name, maxTexts),
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

const assets: ReadonlySet<string> = new Set(['image', 'stylesheet', 'script', 'font', 'media', 'manifest'])

/** A part of a page that arrived and that CORS had nothing to do with: no check asks for it. */
function isPlain({ type, error, request, response }: Entry): boolean {
  if (request.url.startsWith('data:') || request.url.startsWith('blob:')) return true
  if (type === undefined || !assets.has(type) || error !== undefined) return false
  return response !== undefined && isSuccess(response.status) && !names(request.headers, 'origin')
}

function isHealthy({ error, response, corsError, cookiesLeftOut }: Entry): boolean {
  if (error !== undefined || corsError !== undefined || cookiesLeftOut !== undefined) return false
  return response !== undefined && isSuccess(response.status)
}

function isSuccess(status: number): boolean {
  return (status >= 200 && status < 300) || status === 304
}

function names(headers: readonly string[], lowerName: string): boolean {
  for (let at = 0; at < headers.length; at += 2) if (headers[at]!.toLowerCase() === lowerName) return true
  return false
}
