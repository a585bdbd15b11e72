import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeSaz } from '../../../packages/doctor/test-support/saz.ts'
import { lineShaped, harShaped } from './support/garbage.ts'
import { mutations } from './support/mutate.ts'
import { diagnosed, inputOf, renderings } from './support/renderings.ts'
import { runs, timeout } from './support/runs.ts'

/** The report is one, and can be written; what is said of the input does not blame Clearway. */
const expectReport = async (content: Uint8Array | string): Promise<void> => {
  const report = await diagnosed(inputOf('input', content))
  const details = report.inputs.flatMap(({ problems }) => problems.map(({ detail }) => detail))
  expect(details.join('\n')).not.toMatch(/fault of Clearway/)
  for (const [format, text] of await renderings(report)) {
    expect(text.length, format).toBeGreaterThan(0)
    if (format !== 'html')
      expect(text, format).not.toMatch(/\bundefined\b(?!['"`])|\[object Object\]|\bNaN\b/)
  }
}

const source = (path: string): Buffer =>
  readFileSync(new URL(`../../../packages/doctor/src/sources/${path}`, import.meta.url))

const saz = writeSaz(
  [200, 302, 401].map((status) => ({
    request:
      'GET https://api.example.com/contacts HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\nCookie: a=b\n\n',
    response: `HTTP/1.1 ${status} X\nContent-Type: text/html\nLocation: https://login.microsoftonline.com/x\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n`,
  })),
)

describe('whatever it is given, it reports', () => {
  const holds = (inputs: fc.Arbitrary<Uint8Array | string>, usual: number): Promise<void> =>
    fc.assert(fc.asyncProperty(inputs, expectReport), runs(usual))

  test('HARs with anything in any place', () => holds(harShaped, 150), timeout)

  test('pieces of lines of consoles and logs', () => holds(lineShaped, 150), timeout)

  test.each([
    ['a HAR of Chrome', source('har/fixtures/chrome.har'), 60],
    ['a HAR of Firefox', source('har/fixtures/firefox.har'), 40],
    ['a NetLog', source('netlog/fixtures/sensitive.netlog'), 80],
    ['a Fiddler archive', saz, 150],
  ])(
    'damaged captures: %s',
    (_, bytes, usual) =>
      holds(
        mutations.map((mutate) => mutate(bytes)),
        usual,
      ),
    timeout,
  )
})
