import { expect, it } from 'vitest'

import { allow, api, call, hop, of, preflight } from './cases/parts.ts'
import { openChromium } from './support/open-comparison.ts'

it('tells a difference with the exchange, what the engine says and what the browser did', async () => {
  const bearer = call(
    { url: api, headers: ['Authorization', 'Bearer x'] },
    hop(allow('*'), preflight('GET', '*')),
  )
  const comparison = await openChromium({ thirdPartyCookies: 'allowed' })
  try {
    const cases = of('P8', { 'a star, twice': [bearer, bearer] })
    expect(await comparison.compare(cases, 'chromium')).toEqual([])
    const [first, second] = await comparison.compare(cases, 'spec')
    expect(first).toEqual({
      case: 'P8: a star, twice',
      call: 0,
      exchange: expect.stringMatching(/^\{"origin":"http:\/\/app\.one\.test","request":/),
      engine: {
        step: 'P8',
        reason: expect.stringContaining('Authorization'),
        outcome: 'blocked',
        corsError: 'HeaderDisallowedByPreflightResponse(authorization)',
        wire: ['OPTIONS http://api.two.test/c2/0 origin=http://app.one.test asks=GET for=authorization'],
      },
      browser: {
        outcome: 'cors 200 exposed=[]',
        corsError: 'none',
        wire: [
          'OPTIONS http://api.two.test/c2/0 origin=http://app.one.test asks=GET for=authorization',
          'GET http://api.two.test/c2/0 origin=http://app.one.test',
        ],
      },
    })
    expect(second).toMatchObject({ case: 'P8: a star, twice', call: 1 })
  } finally {
    await comparison.close()
  }
})
