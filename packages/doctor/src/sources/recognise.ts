import type { InputKind, InputProblem } from '../report.ts'
import { har } from './har/har.ts'
import { netlog } from './netlog/netlog.ts'
import { openInput } from './open-input.ts'
import { saz } from './saz/saz.ts'
import { text } from './text/text.ts'
import type { Input, Sink, Source } from './source.ts'

/**
 * Makes a function that reads an input by the first of the sources that recognises its beginning; its name
 * does not count.
 *
 * The function does not throw: what is wrong with an input goes to its sink. An input that none recognises is
 * not read, and is `unknown`.
 *
 * @param sources - In the order in which they are asked: what is told for certain first, plain text last.
 */
export function createReadInput(
  sources: readonly Source[],
): (input: Input, sink: Sink) => Promise<InputKind> {
  return async (input, sink) => {
    let brokeOff = false
    const told: Pick<Sink, 'problem' | 'progress'> = {
      progress: sink.progress.bind(sink),
      problem(problem) {
        brokeOff = true
        sink.problem(problem)
      },
    }
    const peeked = await openInput(input, told)
    const { beginning } = peeked
    const source = isBlank(beginning) ? undefined : sources.find((each) => each.recognises(beginning))
    if (!source) {
      await peeked.close()
      if (brokeOff) return 'unknown'
      sink.problem(
        isBlank(beginning)
          ? { code: 'capture/empty', detail: 'The input is empty.' }
          : { code: 'capture/not-recognised', detail: describe(beginning) },
      )
      return 'unknown'
    }
    try {
      // The bytes of the input itself are counted on opening: a compressed one has others than are read here.
      await source.read(peeked.input, {
        ...sink,
        progress: () => {},
        problem(problem) {
          // Why the bytes end is told already; that something is missing follows from it.
          if (!brokeOff || !followsFromEnd.has(problem.code)) sink.problem(problem)
        },
      })
    } catch (error) {
      const name = error instanceof Error ? error.name : 'an error'
      const detail = `Reading broke off by a fault of Clearway's own (${name}). Please report it.`
      sink.problem({ code: 'capture/unreadable', detail })
      await peeked.close()
    }
    return source.kind
  }
}

/** Reads an input by its content, whatever kind of capture or text it is. */
export const readInput: (input: Input, sink: Sink) => Promise<InputKind> = createReadInput([
  saz,
  netlog,
  har,
  text,
])

const followsFromEnd: ReadonlySet<InputProblem['code']> = new Set<InputProblem['code']>([
  'capture/truncated',
  'capture/empty',
  'capture/not-recognised',
])

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
}

const readable =
  'HAR, SAZ and NetLog files, console lines, logs and tokens as text are read; this is none of them'

const picture = 'but a picture. Copy the text of the console instead'
const packets = 'but a packet capture, in which HTTPS is encrypted. Record a HAR in the browser instead'

const packed = 'but a packed file. Unpack it first'

/** Other things that people have at hand, by their first bytes, in hexadecimal. */
const others: readonly (readonly [first: string, advice: string])[] = [
  ['89504e47', picture],
  ['ffd8ff', picture],
  ['47494638', picture],
  ['25504446', 'but a PDF. Copy its text instead'],
  ['504b0304', 'but a ZIP archive that no Fiddler wrote. Unpack it first'],
  ['0a0d0d0a', packets],
  ['d4c3b2a1', packets],
  ['a1b2c3d4', packets],
  ['1f8b', 'but a file that is compressed twice. Unpack it once'],
  ['28b52ffd', packed],
  ['377abcaf', packed],
  ['52617221', packed],
  ['fd377a58', packed],
]

function describe(beginning: Uint8Array): string {
  const first = Buffer.from(beginning.subarray(0, 4)).toString('hex')
  const advice = others.find(([bytes]) => first.startsWith(bytes))?.[1]
  return advice === undefined ? `${readable}.` : `${readable}, ${advice}.`
}
