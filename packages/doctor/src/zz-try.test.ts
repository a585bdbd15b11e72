import { test } from 'vitest'
import { readFileSync, existsSync } from 'node:fs'
import { diagnose } from './diagnose.ts'
import { renderReport } from './render/render-report.ts'
const dir = '/tmp/msg/'
test('x', async () => {
  for (const f of JSON.parse(readFileSync(dir + 'list.json', 'utf8')) as any[]) {
    const report = await diagnose([{ name: 'x.txt', open: async function* () { yield new TextEncoder().encode(f.text) } }], f.options ?? {})
    console.log('#####', f.text.slice(0, 150), '\n' + report.findings.map((x) => `${x.code} (${x.severity}) x${x.count}: ${x.summary}\n   ${x.evidence.map((e) => `${e.what} = ${e.value}`).join('\n   ')}\n   FIX ${x.fixes.slice(0, 2).map((q) => q.title + (q.text ? '\n' + q.text : '')).join('\n   FIX ')}`).join('\n') + JSON.stringify(report.notChecked) + JSON.stringify(report.inputs))
  }
})
