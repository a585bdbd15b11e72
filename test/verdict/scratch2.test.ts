import { test } from 'vitest'
import { generateCases } from './generate/exchanges.ts'
import { openChromium, openFirefox } from './support/open-comparison.ts'
import { allow, api, call, hop, preflight, redirect } from './cases/parts.ts'
test('x', async () => {
  const out: string[] = []
  const b = process.env['W'] === 'firefox' ? await openFirefox({ thirdPartyCookies: 'allowed' }) : await openChromium({ thirdPartyCookies: 'allowed' })

  const pf = preflight('PUT, DELETE, GET', 'if-match, if-none-match, x-a', 'Access-Control-Max-Age', '60')
  const t = (...calls: any[]) => calls.map((c) => call({ url: api, ...c }, hop(allow('*'), pf)))
  const m = { headers: ['If-Match', '1'] }
  const variants: Record<string, any> = {}
  for (const api_ of ['fetch', 'xhr']) for (const method of ['GET', 'POST', 'PUT']) {
    const w = { api: api_, method, ...m }
    variants[`${api_} ${method} cond x2`] = t(w, w)
    variants[`${api_} ${method} plain then cond`] = t({ api: api_, method, headers: ['X-A', '1'] }, w, { api: api_, method, headers: ['X-A', '1'] })
    variants[`${api_} ${method} cond then plain`] = t(w, { api: api_, method, headers: ['X-A', '1'] })
  }
  for (const [name, exchanges] of Object.entries(variants)) {
    const seen = await b.compare([{ name, exchanges }], (process.env['W'] ?? 'chromium') as 'chromium')
    out.push(name + ' ' + JSON.stringify(exchanges.map((e: any, i: number) => { const x = seen.find((y) => y.call === i); return x ? `engine ${x.engine.wire.length} browser ${x.browser.wire.length}` : 'ok' })))
  }
  await b.close()
  console.log(out.join('\n'))
})
