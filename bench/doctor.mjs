// The doctor: large captures, verdicts a second, and how long a person waits for a small one.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchCaptures, writeHar } from './captures.mjs'
import { benchVerdicts } from './verdicts.mjs'

const main = fileURLToPath(new URL('../packages/clearway/dist/main.js', import.meta.url))
const rounds = 7

/** Milliseconds from starting the command to its end, for a HAR of 5 MB; and for Node alone. */
const benchColdStart = () => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-bench-'))
  try {
    const file = join(folder, '5.har')
    writeHar(file, 5e6)
    const time = (...args) => {
      const start = performance.now()
      const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
      if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}`)
      return performance.now() - start
    }
    const median = (...args) =>
      Array.from({ length: rounds }, () => time(...args)).toSorted((a, b) => a - b)[(rounds - 1) / 2]
    return { doctor: median(main, 'doctor', file), node: median('-e', '0') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The lines of the doctor's table. */
export const benchDoctor = async () => {
  const cold = benchColdStart()
  const verdicts = benchVerdicts()
  const captures = await benchCaptures()
  return [
    '| what | figure | peak memory |',
    '|---|---|---|',
    ...captures.map(({ name, size, rate, memory }) =>
      rate === undefined
        ? `| ${size} MB HAR, ${name} | cannot | |`
        : `| ${size} MB HAR, ${name} | ${Math.round(rate)} MB/s | ${Math.round(memory)} MB |`,
    ),
    `| verdicts (${verdicts.exchanges} exchanges, ${verdicts.profiles} profiles) | ${Math.round(verdicts.rate / 1000)} k/s | |`,
    `| \`clearway doctor\` on a 5 MB HAR, from cold | ${Math.round(cold.doctor)} ms | |`,
    `| \`node -e 0\` beside it | ${Math.round(cold.node)} ms | |`,
  ]
}
