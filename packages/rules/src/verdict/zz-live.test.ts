import { test } from 'vitest'
import { writeFileSync } from 'node:fs'
import { openChromium } from '../../../../test/verdict/support/open-comparison.ts'
import { handWrittenCases, cookieCases } from '../../../../test/verdict/cases.ts'
import { generateCases } from '../../../../test/verdict/generate/exchanges.ts'
test('live', async () => {
  const n = Number(process.env.N ?? 1000),
    seed = Number(process.env.SEED ?? 1)
  const c = await openChromium({ thirdPartyCookies: 'allowed' })
  try {
    const t = Date.now()
    const cases = process.env.N
      ? generateCases(seed, n, 'allowed')
      : [...handWrittenCases, ...cookieCases('allowed')]
    const seen = await c.compare(cases as any, 'chromium')
    writeFileSync(
      '/tmp/verdict/live.txt',
      `${cases.length} cases ${seen.length} mismatches ${Date.now() - t} ms\n` +
        seen
          .map((m: any) => {
            const e = JSON.parse(m.exchange)
            delete e.cookies
            const lines = [`## ${m.case} [${m.engine.step}] ${JSON.stringify(e.request)} from ${e.origin}`]
            for (const k of ['outcome', 'corsError'])
              if (m.engine[k] !== m.browser[k])
                lines.push(`  ${k}: engine ${m.engine[k]} | browser ${m.browser[k]}`)
            if (JSON.stringify(m.engine.wire) !== JSON.stringify(m.browser.wire))
              lines.push(
                ...m.engine.wire.map((w: string) => '  E ' + w),
                ...m.browser.wire.map((w: string) => '  B ' + w),
              )
            lines.push('  hops ' + JSON.stringify(e.hops).slice(0, 4000))
            return lines.join('\n')
          })
          .join('\n'),
    )
  } finally {
    await c.close()
  }
}, 600000)
