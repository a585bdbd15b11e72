import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { diagnosed, inputOf, renderings } from './support/renderings.ts'
import { runs, timeout } from './support/runs.ts'
import { carrying, secretValue } from './support/secrets.ts'

/** So many characters of a secret in a row are a leak. */
const tooMany = 10

const pieces = (secret: string): readonly string[] =>
  Array.from({ length: secret.length - tooMany + 1 }, (_, at) => secret.slice(at, at + tooMany))

test(
  'no secret comes out, nor a part of one, wherever it stood',
  async () => {
    const given = secretValue.chain((secret) => carrying(secret).map((input) => ({ secret, input })))
    let redacted = 0
    await fc.assert(
      fc.asyncProperty(given, async ({ secret, input: [name, content] }) => {
        let shows = false
        const report = await diagnosed(inputOf(name, content))
        for (const [format, text] of await renderings(report)) {
          shows ||= /\[redacted\]|\[token\]/.test(text)
          const shown = pieces(secret).find((piece) => text.includes(piece))
          const at = shown === undefined ? 0 : text.indexOf(shown)
          expect(shown && `${format}: ${text.slice(Math.max(0, at - 200), at + 40)}`).toBeUndefined()
        }
        if (shows) redacted += 1
      }),
      runs(400),
    )
    // Else nothing was tried: places that no report shows.
    expect(redacted).toBeGreaterThan(runs(400).numRuns / 4)
  },
  timeout,
)
