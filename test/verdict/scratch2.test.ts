import { test } from 'vitest'
import { generateCases } from './generate/exchanges.ts'
import { openChromium } from './support/open-comparison.ts'
import { allow, api, call, hop, preflight, redirect } from './cases/parts.ts'
test('x', async () => {
  const b = await openChromium({ thirdPartyCookies: 'allowed' })
  const c = generateCases(84, 566)[565]!.exchanges
  const at = (i: number, change: (e: any) => any) => c.map((e, j) => (i === j ? change(structuredClone(e)) : e))
  const variants: Record<string, any> = {
    same: c,
    put: at(1, (e) => ({ ...e, request: { ...e.request, method: 'PUT' } })),
    nocond: at(1, (e) => ({ ...e, request: { ...e.request, headers: ['X-Q', '1'] } })),
    nostore: at(1, (e) => ({ ...e, request: { ...e.request, headers: ['X-Q', '1'], cache: 'no-store' } })),
    short: at(1, (e) => ({ ...e, hops: [{ preflight: e.hops[0].preflight, answer: c[0]!.hops[0]!.answer }] })),
    oneRedirect: at(1, (e) => ({ ...e, hops: [e.hops[0], { preflight: e.hops[1].preflight, answer: c[0]!.hops[0]!.answer }] })),
    get: [call({ url: api, method: 'DELETE' }, hop(allow('*'), preflight('DELETE'))), call({ url: api, headers: ['If-Match', '1'] }, hop(allow('*'), preflight('GET', 'if-match'))), call({ url: api, method: 'DELETE' }, hop(allow('*'), preflight('DELETE')))],
    getNoAge: [call({ url: api, method: 'DELETE' }, hop(allow('*'), preflight('DELETE'))), call({ url: api, cache: 'no-store', headers: ['X-A', '1'] }, hop(allow('*'), preflight('GET', 'x-a'))), call({ url: api, method: 'DELETE' }, hop(allow('*'), preflight('DELETE')))],
  }
  for (const [name, exchanges] of Object.entries(variants)) {
    const seen = await b.compare([{ name, exchanges }], 'chromium')
    console.log(name, JSON.stringify(seen.map((m) => [m.call, m.engine.wire, m.browser.wire]), null, 1))
  }
  await b.close()
})
