import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diagnose } from '@clearway/doctor'
import { expect, test } from 'vitest'
import { writeSaz } from '../../packages/doctor/test-support/saz.ts'
import { recorded } from './recordings.ts'

/** What is used here of a HAR as Chromium wrote it. */
interface Har {
  readonly log: { readonly entries: readonly HarEntry[] }
}
interface Field {
  readonly name: string
  readonly value: string
}
interface HarEntry {
  readonly startedDateTime: string
  readonly request: { readonly method: string; readonly url: string; readonly headers: readonly Field[] }
  readonly response: {
    readonly status: number
    readonly statusText: string
    readonly headers: readonly Field[]
    readonly redirectURL: string
  }
}

const file = (name: string): Buffer => readFileSync(join(recorded, 'session-redirected-to-sign-in', name))
const { entries } = (JSON.parse(file('broken.har').toString()) as Har).log

const errorsIn = async (bytes: Uint8Array): Promise<readonly string[]> => {
  const { findings } = await diagnose([
    {
      name: 'capture',
      open: async function* () {
        yield bytes
      },
    },
  ])
  return findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

const head = (fields: readonly Field[]): string =>
  fields.map(({ name, value }) => `${name}: ${value}\n`).join('')

/** The same requests as Fiddler would save them: it sees the wire and knows nothing of the browser's verdict. */
const asSaz = (): Buffer =>
  writeSaz(
    entries.map(({ request, response }) => ({
      request: `${request.method} ${request.url} HTTP/1.1\n${head(request.headers)}\n`,
      response: `HTTP/1.1 ${response.status} ${response.statusText}\n${head(response.headers)}\n`,
    })),
  )

test.each([
  ['a HAR of Chromium with sensitive data', () => file('broken.har')],
  ['one without', () => file('broken.shared.har')],
  ['the console of Chromium', () => file('broken.console.txt')],
  ['a NetLog', () => file('broken.netlog')],
  ['a HAR of Firefox', () => file('broken.firefox.har')],
  ['a SAZ (composed)', asSaz],
])('the same failure is named the same by %s', async (_, capture) => {
  expect(await errorsIn(capture())).toEqual(['session/redirected-to-sign-in'])
})

test('several captures of one failure are one finding, with the evidence of each', async () => {
  const names = ['broken.har', 'broken.shared.har', 'broken.console.txt'] as const
  const report = await diagnose(
    names.map((name) => ({
      name,
      open: async function* () {
        yield file(name)
      },
    })),
  )
  const errors = report.findings.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ code }) => code)).toEqual(['session/redirected-to-sign-in'])
  expect(new Set(errors[0]?.evidence.map(({ input }) => input))).toEqual(new Set(names))
})
