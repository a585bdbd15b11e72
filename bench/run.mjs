// Prints the tables from one run; `npm run bench -- gateway`, `doctor` or `entra` prints one of them. `--write` puts
// them into bench/README.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { benchDoctor } from './doctor.mjs'
import { benchEntra } from './entra.mjs'
import { benchGateway, measuredOn } from './gateway.mjs'
import { requireTools } from './processes.mjs'

const gatewayTable = async () => {
  requireTools()
  const thousands = (rate) => `${(rate / 1000).toFixed(1)} k/s`
  return [
    '| what | requests a second | least - most | to the bare proxy | to the bare answer |',
    '|---|---|---|---|---|',
    ...(await benchGateway()).map(
      ({ name, rate, least, most, toProxy, toAnswer }) =>
        `| ${name} | ${thousands(rate)} | ${thousands(least)} - ${thousands(most)} | ${toProxy.toFixed(2)} | ${toAnswer.toFixed(2)} |`,
    ),
  ]
}

const tables = { gateway: gatewayTable, doctor: benchDoctor, entra: benchEntra }
const asked = process.argv.slice(2).filter((each) => each in tables)

for (const name of asked.length > 0 ? asked : Object.keys(tables)) {
  const table = (await tables[name]()).join('\n')
  const measured = `Measured ${new Date().toISOString().slice(0, 10)}: ${measuredOn()}.`
  process.stdout.write(`${table}\n\n${measured}\n\n`)
  if (!process.argv.includes('--write')) continue
  const file = new URL('./README.md', import.meta.url)
  const marks = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end -->)`)
  writeFileSync(file, readFileSync(file, 'utf8').replace(marks, `$1\n${table}\n\n${measured}\n\n$2`))
}
