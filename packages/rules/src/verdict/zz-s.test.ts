import { test } from 'vitest'
import { openChromium } from '../../../../test/verdict/support/open-comparison.ts'
test('s', async () => {
  const c = await openChromium({ thirdPartyCookies: 'allowed' })
  try {
    const cases: any[] = []
    for (const l of [
      'about:blank',
      'file:///x',
      'blob:http://app.one.test/x',
      'data:,x',
      'javascript:0',
      'chrome://version',
      'ftp://x/',
      'ws://api.two.test/',
      'view-source:http://x/',
      'filesystem:http://x/',
      'https://:bad',
      'chrome-extension://abc/x',
      'http://user@api.two.test/',
      '/ok',
      '',
    ])
      for (const a of [['Access-Control-Allow-Origin', '*'], []])
        for (const redirect of ['follow', 'error', 'manual'])
          for (const url of ['http://api.two.test/', 'http://app.one.test/'])
            cases.push({
              name: l + ' ' + redirect + ' ' + (a.length ? 'acao' : 'none') + ' ' + url,
              exchange: {
                origin: 'http://app.one.test',
                request: { url, redirect },
                hops: [
                  { answer: { status: 302, headers: [...a, 'Location', l] } },
                  { answer: { status: 200, headers: ['Access-Control-Allow-Origin', '*'] } },
                ],
              },
            })
    const seen = await c.compare(cases, 'chromium')
    for (const m of seen as any[])
      console.log(
        '@@',
        m.case,
        '| E',
        m.engine.outcome,
        m.engine.corsError,
        '| B',
        m.browser.outcome,
        m.browser.corsError,
      )
    console.log('@@', cases.length)
  } finally {
    await c.close()
  }
}, 600000)
