import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { InputProblem } from '../report.ts'
import { har } from './har/har.ts'
import { textInput } from './open-input.ts'
import { createReadInput } from './recognise.ts'
import type { Input, Sink, Source } from './source.ts'

/** A source that takes what begins with its mark, and counts the bytes. */
function source(kind: Source['kind'], mark: string, fail?: Error): Source & { bytes: number } {
  return {
    kind,
    bytes: 0,
    recognises: (beginning) => Buffer.from(beginning).toString().startsWith(mark),
    async read({ bytes }, sink) {
      for await (const piece of bytes) {
        this.bytes += piece.length
        sink.progress(this.bytes)
      }
      if (fail) throw fail
    },
  }
}

async function readBy(
  sources: readonly Source[],
  input: Input,
): Promise<{ kind: string; problems: InputProblem[]; progress: number[] }> {
  const problems: InputProblem[] = []
  const progress: number[] = []
  const ignored = (): void => {}
  const sink: Sink = {
    entry: ignored,
    message: ignored,
    token: ignored,
    logLine: ignored,
    lacks: ignored,
    writtenBy: ignored,
    problem: (problem) => problems.push(problem),
    progress: (bytes) => progress.push(bytes),
  }
  return { kind: await createReadInput(sources)(input, sink), problems, progress }
}

const bytesInput = (bytes: Uint8Array): Input => ({
  name: 'x',
  async *open() {
    yield await Promise.resolve(bytes)
  },
})

describe('createReadInput', () => {
  it('names a compressed bomb in one line, and nothing that follows from it', async () => {
    const bomb = gzipSync(`{"log":{"version":"1.2","entries":[{"a":"${'a'.repeat(100_000_000)}`)
    const { problems } = await readBy([har], bytesInput(bomb))
    expect(problems.map(({ code }) => code)).toEqual(['capture/too-large'])
  })

  it('reads by the first source that recognises the content, whatever the name', async () => {
    const [archive, text] = [source('har', '{'), source('text', '')]
    expect(await readBy([archive, text], textInput('a.txt', '{}'))).toMatchObject({
      kind: 'har',
      problems: [],
    })
    expect(await readBy([archive, text], textInput('a.har', 'lines'))).toMatchObject({
      kind: 'text',
      problems: [],
    })
    expect([archive.bytes, text.bytes]).toEqual([2, 5])
  })

  it('counts the bytes of the input itself, once', async () => {
    const zipped = gzipSync('{'.repeat(1000))
    const har = source('har', '{')
    expect((await readBy([har], bytesInput(zipped))).progress).toEqual([zipped.length])
    expect(har.bytes).toBe(1000)
  })

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t\r\n'],
  ])('names %s as empty', async (_, content) => {
    const text = source('text', '')
    expect(await readBy([text], textInput('a', content))).toMatchObject({
      kind: 'unknown',
      problems: [{ code: 'capture/empty', detail: 'The input is empty.' }],
    })
    expect(text.bytes).toBe(0)
  })

  it.each([
    ['anything else', '00010203', /none of them\.$/],
    ['a screenshot', '89504e470d0a', /a picture\. Copy the text/],
    ['a PDF', '255044462d', /a PDF/],
    ['packets', 'd4c3b2a1', /packet capture/],
  ])('names %s as not recognised', async (_, hex, detail) => {
    expect(await readBy([source('har', '{')], bytesInput(Buffer.from(hex, 'hex')))).toEqual({
      kind: 'unknown',
      problems: [{ code: 'capture/not-recognised', detail: expect.stringMatching(detail) as string }],
      progress: [hex.length / 2],
    })
  })

  it('names an input that cannot be opened as that only', async () => {
    const broken: Input = {
      name: 'x',
      // oxlint-disable-next-line require-yield
      async *open() {
        throw await Promise.resolve(new Error('no'))
      },
    }
    const { kind, problems } = await readBy([source('text', '')], broken)
    expect(kind).toBe('unknown')
    expect(problems.map(({ code }) => code)).toEqual(['capture/unreadable'])
  })

  it('survives a fault in a source, without repeating its message', async () => {
    const { kind, problems } = await readBy(
      [source('har', '{', new TypeError('Bearer secret'))],
      textInput('a', '{'),
    )
    expect(kind).toBe('har')
    expect(problems).toEqual([
      {
        code: 'capture/unreadable',
        detail: "Reading broke off by a fault of Clearway's own (TypeError). Please report it.",
      },
    ])
  })
})
