import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  closeSync,
  openSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { diagnose, fileInput } from '@clearway/doctor'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createFolder, killAll, run, type Ended, type Folder } from '../../command/clearway.ts'
import { consoleLine, harEntry, harHead, harTail } from './support/captures.ts'

let folder: Folder
beforeAll(() => {
  folder = createFolder()
})
afterAll(() => folder.remove())
afterEach(killAll)

/** The command in a heap of 192 MB, which the inputs below would fill if they were kept. */
const doctor = (args: readonly string[], input?: string): Promise<Ended> =>
  run(['doctor', ...args], { NODE_OPTIONS: '--max-old-space-size=192', LANG: 'C.UTF-8' }, input)

interface Written {
  readonly inputs: readonly {
    readonly name: string
    readonly problems: readonly { readonly code: string; readonly detail: string }[]
  }[]
  readonly findings: readonly { readonly code: string }[]
  readonly notChecked: readonly { readonly check: string }[]
}

const reportOf = async (
  args: readonly string[],
  input?: string,
): Promise<Written & { readonly ended: Ended }> => {
  const ended = await doctor(['--format', 'json', ...args], input)
  expect([ended.stderr.slice(0, 500), ended.code]).toEqual(['', expect.any(Number)])
  return { ...(JSON.parse(ended.stdout) as Written), ended }
}

/** A file of many parts, written without holding it. */
const write = (
  name: string,
  count: number,
  part: (index: number) => string,
  head = '',
  tail = '',
  between = '\n',
): string => {
  const path = join(folder.path, name)
  const file = openSync(path, 'w')
  writeSync(file, head)
  for (let at = 0; at < count; at += 500) {
    const parts = Array.from({ length: Math.min(500, count - at) }, (_, index) => part(at + index))
    writeSync(file, (at > 0 ? between : '') + parts.join(between))
  }
  writeSync(file, tail)
  closeSync(file)
  return path
}
const writeHar = (name: string, count: number, entry: (index: number) => object): string =>
  write(name, count, (index) => JSON.stringify(entry(index)), harHead, harTail, ',')

/** Text that is no other's, so that nothing can be kept once for all. */
const unlike = (index: number, length: number): string => `${index}-`.padEnd(length, 'x')

describe('what is no file to read is named, and the rest is read', () => {
  test.each<readonly [what: string, path: () => string, detail: RegExp]>([
    ['a directory', () => folder.path, /is a directory\. Name the files/],
    ['a file that is not there', () => join(folder.path, 'none'), /^There is no file .*none\./],
    ['a path through a file', () => join(folder.write('file', 'x'), 'x'), /^There is no file /],
    ['a device', () => '/dev/zero', /is a device or a socket/],
    [
      'a link to itself',
      () => {
        const path = join(folder.path, 'loop')
        symlinkSync(path, path)
        return path
      },
      /cannot be read \(ELOOP\)/,
    ],
    ['a path that is too long', () => join(folder.path, 'x'.repeat(5000)), /cannot be read \(ENAMETOOLONG\)/],
  ])('%s', async (_, path, detail) => {
    const { inputs, findings, ended } = await reportOf([path(), '-'], consoleLine)
    expect(inputs[0]?.problems).toEqual([
      expect.objectContaining({
        code: 'capture/unreadable',
        detail: expect.stringMatching(detail) as string,
      }),
    ])
    expect(findings.map(({ code }) => code)).toEqual(['cors/missing-allow-origin'])
    expect(ended.code).toBe(1)
  })

  test('only such: it ends with 2', async () => {
    const { ended } = await reportOf([folder.path, join(folder.path, 'none')])
    expect(ended.code).toBe(2)
  })

  test('standard input named twice is a mistake, and told as one', async () => {
    expect(await doctor(['-', '-'], consoleLine)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('once only') as string,
    })
  })

  test('a named pipe is read', async () => {
    const path = join(folder.path, 'pipe')
    execFileSync('mkfifo', [path])
    const reading = reportOf([path])
    const file = openSync(path, 'w')
    writeSync(file, consoleLine)
    closeSync(file)
    expect((await reading).findings).toHaveLength(1)
  })

  test('a file of a terabyte of nothing is not read', async () => {
    const path = folder.write('hole', '')
    truncateSync(path, 2 ** 40)
    const { inputs, ended } = await reportOf([path])
    expect([inputs[0]?.problems[0]?.code, ended.code]).toEqual(['capture/not-recognised', 2])
  })
})

describe('a file that changes while it is read', () => {
  const readWhile = async (name: string, change: (path: string) => void): Promise<readonly string[]> => {
    const path = writeHar(name, 3000, (index) =>
      harEntry({ url: `https://api.example.com/${unlike(index, 1500)}` }),
    )
    let changed = false
    const { inputs } = await diagnose([await fileInput(path)], {
      onProgress: () => {
        if (!changed) change(path)
        changed = true
      },
    })
    expect(inputs[0]?.exchanges).toBeGreaterThan(500)
    return inputs[0]?.problems.map(({ code }) => code) ?? []
  }

  test('to a shorter one breaks off', async () => {
    expect(await readWhile('shrinks.har', (path) => truncateSync(path, 2_000_000))).toContain(
      'capture/truncated',
    )
  })

  test('to a longer one is read to its new end', async () => {
    const codes = await readWhile('grows.har', (path) => appendFileSync(path, '{}'))
    expect(codes).toContain('capture/unreadable')
  })
})

/** Large inputs: what is bounded here is memory, and a busy machine takes many times as long. */
describe('memory is bounded, and what is left out is named', { timeout: 120_000 }, () => {
  const aJwt = (index: number): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    return `${part({ alg: 'RS256' })}.${part({ index, aud: unlike(index, 12_000) })}.c2ln`
  }
  const blockedAt = (address: string): string => consoleLine.replace('contacts', address)

  test.each<readonly [what: string, path: () => string]>([
    [
      'bodies',
      () =>
        writeHar('bodies.har', 12_000, (index) =>
          harEntry({
            status: 500,
            request: { postData: { mimeType: 'application/json', text: unlike(index, 4000) } },
            response: { content: { mimeType: 'text/html', text: unlike(index + 20_000, 4000) } },
          }),
        ),
    ],
    [
      'long URLs',
      () =>
        writeHar('urls.har', 15_000, (index) =>
          harEntry({ url: `https://api.example.com/${unlike(index, 5000)}` }),
        ),
    ],
    [
      'headers',
      () =>
        writeHar('headers.har', 1500, (index) =>
          harEntry({
            headers: Object.fromEntries(
              Array.from({ length: 100 }, (_, at) => [`x-${index}-${at}`, unlike(index * 100 + at, 1000)]),
            ),
          }),
        ),
    ],
    [
      'preflights that ask for much',
      () =>
        writeHar('preflights.har', 25_000, (index) =>
          harEntry({
            method: 'OPTIONS',
            url: `https://h${index}.example.com/`,
            headers: {
              'Access-Control-Request-Method': 'PUT',
              'Access-Control-Request-Headers': Array.from(
                { length: 90 },
                (_, at) => `x${index}-${at}`,
              ).join(),
            },
          }),
        ),
    ],
    ['tokens', () => write('tokens.txt', 5000, (index) => `\nAuthorization: Bearer ${aJwt(index)}\n`)],
    [
      'console lines',
      () =>
        write(
          'console.txt',
          10_000,
          (index) => `${'.'.repeat(50_000 * Number(index < 2000))} ${blockedAt(unlike(index, 6000))}`,
        ),
    ],
  ])('%s', async (_, path) => {
    const { findings, notChecked, ended } = await reportOf([path(), '-'], consoleLine)
    expect(findings.map(({ code }) => code)).toContain('cors/missing-allow-origin')
    expect(notChecked.map(({ check }) => check).join()).toMatch(/\d+ further records of /)
    expect(ended.code).toBe(1)
  })

  test('a million requests', async () => {
    const path = write(
      'tiny.har',
      1_000_000,
      () => '{"request":{"url":"https://a.example.com/"},"response":{}}',
      harHead,
      harTail,
      ',',
    )
    const { notChecked } = await reportOf([path])
    expect(notChecked.map(({ check }) => check).join()).toMatch(/9\d{5} further records of /)
  })

  test('a bomb', async () => {
    const entries = '{"request":{"url":"https://a.example.com/"},"response":{}},'.repeat(10_000)
    const path = join(folder.path, 'bomb.har.gz')
    writeFileSync(path, gzipSync(harHead + entries.repeat(200)))
    const { inputs } = await reportOf([path])
    expect(inputs[0]?.problems[0]?.code).toBe('capture/too-large')
  })
})
