// Prints one table from one run. `npm run bench -- --write` puts it into bench/README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { benchGateway, measuredOn } from './gateway.mjs'
import { requireTools } from './processes.mjs'

requireTools()
const rows = await benchGateway()
const thousands = (rate) => `${(rate / 1000).toFixed(1)} k/s`
const table = [
  '| what | requests a second | least - most | to the bare proxy | to the bare answer |',
  '|---|---|---|---|---|',
  ...rows.map(
    ({ name, rate, least, most, toProxy, toAnswer }) =>
      `| ${name} | ${thousands(rate)} | ${thousands(least)} - ${thousands(most)} | ${toProxy.toFixed(2)} | ${toAnswer.toFixed(2)} |`,
  ),
].join('\n')
const measured = `Measured ${new Date().toISOString().slice(0, 10)}: ${measuredOn()}.`
process.stdout.write(`${table}\n\n${measured}\n`)

if (process.argv.includes('--write')) {
  const file = new URL('./README.md', import.meta.url)
  const marks = /(<!-- gateway -->\n)[\s\S]*?(<!-- end -->)/
  writeFileSync(file, readFileSync(file, 'utf8').replace(marks, `$1\n${table}\n\n${measured}\n\n$2`))
}
