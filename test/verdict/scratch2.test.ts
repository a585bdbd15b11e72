import { test } from 'vitest'
import { generateCases } from './generate/exchanges.ts'
import { openChromium } from './support/open-comparison.ts'
test('x', async () => {
  const at = Number(process.env['I'])
  const c = generateCases(Number(process.env['S']), at + 1)[at]!
  console.log(
    JSON.stringify(
      c.exchanges.map(({ cookies, ...r }) => r),
      null,
      1,
    ),
  )
  const b = await openChromium({ thirdPartyCookies: 'allowed' })
  console.log(JSON.stringify(await b.compare([c], 'chromium'), (k, v) => (k === 'exchange' ? '' : v), 1))
  await b.close()
})
