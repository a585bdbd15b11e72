import { test } from 'vitest'
import { openFirefox, openChromium } from './support/open-comparison.ts'
import { allow, api, call, hop, preflight } from './cases/parts.ts'
test('x', async () => {
  const out: string[] = []
  const b = process.env['W'] === 'firefox' ? await openFirefox({ thirdPartyCookies: 'allowed' }) : await openChromium({ thirdPartyCookies: 'allowed' })
  const variants: Record<string, any> = {}
  const up = { url: api, api: 'xhr', body: 'bytes', uploadListeners: true } as const
  for (const [n, pf] of Object.entries({ none: preflight(undefined, undefined, 'Access-Control-Max-Age', '60'), post: preflight('POST', undefined, 'Access-Control-Max-Age', '60'), put: preflight('PUT', undefined, 'Access-Control-Max-Age', '60'), head: preflight(undefined, 'x-a', 'Access-Control-Max-Age', '60'), both: preflight('PUT', 'x-a', 'Access-Control-Max-Age', '60') }))
    for (const method of ['POST'])
      for (const headers of [[], ['X-A', '1']])
      variants[`${n} ${method} ${headers}`] = [call({ ...up, method, headers }, hop(allow('*'), pf)), call({ ...up, method, headers }, hop(allow('*'), pf)), call({ ...up, method, headers: [] }, hop(allow('*'), pf)), call({ url: api, method, headers: ['X-A', '1'] }, hop(allow('*'), pf))]
  for (const [name, exchanges] of Object.entries(variants)) {
    const seen = await b.compare([{ name, exchanges }], (process.env['W'] ?? 'chromium') as 'chromium')
    out.push(name + ' ' + JSON.stringify(exchanges.map((_e: any, i: number) => { const x = seen.find((y) => y.call === i); return x ? `engine ${x.engine.wire.length} browser ${x.browser.wire.length} ${x.browser.outcome}` : 'ok' })))
  }
  await b.close()
  console.log(out.join('\n'))
})
