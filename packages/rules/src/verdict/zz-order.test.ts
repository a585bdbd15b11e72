import { test } from 'vitest'
import { openChromium } from '../../../../test/verdict/support/open-comparison.ts'
test('order', async () => {
  const c = await openChromium({ thirdPartyCookies: 'allowed' })
  const names = ['x-a','x-b','x-ab','x-abc','x-longer-name','authorization','if-match','save-data','range','accept','traceparent','z','aa','content-type','accept-language','dpr','x-http-method-override']
  const val: any = { range: 'bytes=-5', accept: 'x'.repeat(129), 'save-data': 'off', 'content-type': 'application/json', 'accept-language': 'en_US', dpr: 'x' }
  try {
    const cases: any[] = []
    for (let i = 0; i < names.length; i++) for (let j = 0; j < names.length; j++) if (i !== j) cases.push({ name: names[i] + ' ' + names[j], exchange: { origin: 'http://app.one.test', request: { url: 'http://api.two.test/', method: 'POST', headers: [names[i]!, val[names[i]!] ?? '1', names[j]!, val[names[j]!] ?? '1'] }, hops: [{ preflight: { status: 200, headers: ['Access-Control-Allow-Origin', '*'] }, answer: { status: 200, headers: ['Access-Control-Allow-Origin', '*'] } }] } })
    const seen = await c.compare(cases, 'spec')
    const first = new Map(cases.map((k) => [k.name, k.name.split(' ').sort()[0]]))
    for (const m of seen as any[]) first.set(m.case, /\((.*)\)/.exec(m.browser.corsError)?.[1])
    let asym = 0
    const wins = new Map<string, number>()
    for (const [k, v] of first) { const [a, b] = k.split(' '); if (first.get(b + ' ' + a) !== v) asym++; wins.set(v!, (wins.get(v!) ?? 0) + 1) }
    console.log('asym', asym, [...wins].sort((a, b) => b[1] - a[1]).map(([n, w]) => n + ':' + w / 2).join(' '))
    let trans = 0
    for (const [k, v] of first) { const [a, b] = k.split(' ') as [string, string]; const w = v === a ? b : a; if ((wins.get(v!)! < (wins.get(w) ?? 0))) { trans++; } }
    console.log('intransitive', trans)
  } finally { await c.close() }
}, 600000)
