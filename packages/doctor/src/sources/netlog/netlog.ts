import { fieldValue } from '@clearway/rules/http'
import type { Entry } from '../../material.ts'
import type { InputProblem } from '../../report.ts'
import { createTokenFinder } from '../bearer-token.ts'
import type { JsonElement } from '../json/json-elements.ts'
import { readElements } from '../json/read-elements.ts'
import type { OpenInput, Sink, Source } from '../source.ts'
import { readConstants, type Constants } from './constants.ts'
import { netlogProblem } from './netlog-problems.ts'
import type { RecordedSource } from './recorded-source.ts'
import { createSources, type Sources } from './sources.ts'
import { strippedIn } from './stripped.ts'
import { toEntries } from './to-entries.ts'

/** Headers are longer nowhere. */
const maxText = 16 * 1024
const maxProblems = 15
/** Chromium takes out the values of a handful of headers. */
const maxNames = 50

/** What no check asks for, and what may be long. */
const without = ['activeFieldTrialGroups', 'bytes', 'certificates', 'command_line', 'hex_encoded_bytes']

/**
 * Logs of Chromium's network stack (NetLog), as `chrome://net-export` and `--log-net-log` write them. Read as
 * they come, event by event; of a log that breaks off, what stands before is read.
 *
 * They tell why a preflight failed and why cookies stayed behind, but hold no bodies, and do not tell whether
 * the page got an answer.
 */
export const netlog: Source = { kind: 'netlog', recognises, read }

/** `{"constants":{`, with one of the members that begin it. */
const beginning = /^(?:\xef\xbb\xbf)?\s{0,1000}\{\s{0,1000}"constants"\s{0,1000}:\s{0,1000}\{/
const members =
  /"(?:activeFieldTrialGroups|addressFamily|certStatusFlag|clientInfo|logEventTypes|netError)"\s*:/

function recognises(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return beginning.test(text) && members.test(text)
}

async function read(input: OpenInput, sink: Sink): Promise<void> {
  const log = createLog(input.name, sink)
  await readElements(input, sink, {
    paths: ['events[]', 'constants'],
    without,
    maxText,
    onElement: log.element,
    onFault: (fault) => log.problem(netlogProblem(fault)),
  })
  log.end()
}

interface Log {
  element(element: JsonElement): void
  problem(problem: InputProblem): void
  end(): void
}

function createLog(input: string, sink: Sink): Log {
  const findToken = createTokenFinder(sink)
  const stripped = new Set<string>()
  let constants: Constants | undefined
  let sources: Sources | undefined
  let early = 0
  let entries = 0
  let problems = 0

  const problem = (each: InputProblem): void => {
    if (++problems <= maxProblems) sink.problem(each)
  }

  const give = (source: RecordedSource): void => {
    for (const name of strippedIn(source)) if (stripped.size < maxNames) stripped.add(name)
    for (const entry of toEntries(source, { input, version: constants?.version })) {
      entries++
      sink.entry(entry)
      if (!isCut(entry)) findToken(entry)
    }
  }

  const tellStripped = (): void => {
    if (stripped.has('cookie') || stripped.has('set-cookie')) sink.lacks('cookies')
    if (stripped.has('authorization')) sink.lacks('authorization')
    if (stripped.size === 0) return
    const detail =
      'The log was recorded without cookies and credentials. On chrome://net-export, choose "Include cookies and credentials" and record again.'
    sink.problem({ code: 'capture/sanitised', detail })
  }

  const tellEmpty = (): void => {
    if (early > 0 || (!constants && problems === 0)) {
      const detail =
        'The log does not begin with its list of constants, without which its events cannot be read. Record it again.'
      sink.problem({ code: 'capture/unreadable', detail })
    } else if (entries === 0 && problems === 0) {
      const detail = 'The log has no requests of pages. Start the recording before the call is made.'
      sink.problem({ code: 'capture/empty', detail })
    }
  }

  return {
    problem,
    element({ path, value, offset }) {
      if (path !== 'constants') {
        if (sources) sources.event(value, offset)
        else early++
      } else if (!constants) {
        constants = readConstants(value)
        sources = createSources(constants, give)
      }
    },
    end() {
      sources?.end()
      if (constants) sink.writtenBy(constants.client, 'chromium')
      sink.lacks('verdict')
      sink.lacks('bodies')
      tellStripped()
      tellEmpty()
      if (problems > maxProblems) {
        const detail = `${problems - maxProblems} further parts of the log could not be read.`
        sink.problem({ code: 'capture/unreadable', detail })
      }
    },
  }
}

/** Whether a token would be looked at that was cut on reading. */
function isCut({ request }: Entry): boolean {
  const value = fieldValue(request.headers, 'authorization')
  return value !== undefined && value.length >= maxText - 'authorization: '.length
}
