import { test } from 'vitest'
import { writeFileSync } from 'node:fs'
import { openChromium, openFirefox } from './support/open-comparison.ts'
import { handWrittenCases, cookieCases } from './cases.ts'
import { generateCases } from './generate/exchanges.ts'
const which = process.env['W'] ?? 'chromium'
const count = Number(process.env['N'] ?? 0)
const show = (m: any) =>
  `${m.case}\n  ${m.exchange}\n   ENGINE ${m.engine.step}: ${m.engine.reason}\n     ${m.engine.outcome} | ${m.engine.corsError}\n${m.engine.wire.map((w: string) => `      ${w}\n`).join('')}   BROWSER\n     ${m.browser.outcome} | ${m.browser.corsError}\n${m.browser.wire.map((w: string) => `      ${w}\n`).join('')}`
for (const third of ['allowed', 'blocked'] as const)
  test(`scratch ${third}`, async () => {
    const c =
      which === 'chromium'
        ? await openChromium({ thirdPartyCookies: third })
        : await openFirefox({ thirdPartyCookies: 'allowed' })
    if (which === 'firefox' && third === 'blocked') return
    try {
      let t = Date.now()
      const cases = count
        ? generateCases(Number(process.env['S'] ?? 1), count, third)
        : third === 'allowed'
          ? [...handWrittenCases, ...cookieCases(third)]
          : cookieCases(third)
      const seen = await c.compare(cases, which as 'chromium')
      console.log(which, third, cases.length, 'cases', Date.now() - t, 'ms', seen.length, 'mismatches')
      writeFileSync(`/tmp/harness/mm-${which}-${third}${count ? '-gen' : ''}.txt`, seen.map(show).join('\n'))
    } finally {
      await c.close()
    }
  }, 600000)
