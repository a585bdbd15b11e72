import { describe, expect, test } from 'vitest'
import { refusalPage, type RefusalLinks } from './refusal-page.ts'
import { refuse } from './refusal.ts'

const links: RefusalLinks = {
  requestId: 'the-id',
  explainedAt: 'https://app.example/.clearway/problems/session/missing',
  startAt: 'https://app.example/',
  signInAt: undefined,
  switchAt: undefined,
}
const refusal = refuse('session/missing', 'Nobody is signed in here.')

const buttons = (html: string): readonly string[] =>
  [...html.matchAll(/<a class="button" href="[^"]*">([^<]*)<\/a>/g)].map(([, text = '']) => text)

describe('the page of a refusal', () => {
  test('says what happened, under which name it is explained, and which request it was', () => {
    const html = refusalPage(refusal, links)
    expect(html).toContain('<title>Nobody is signed in</title>')
    expect(html).toContain('<h1>Nobody is signed in</h1>')
    expect(html).toContain('Nobody is signed in here.')
    expect(html).toContain(
      'href="https://app.example/.clearway/problems/session/missing">session/missing</a>',
    )
    expect(html).toContain('the-id')
  })

  test.each<[string, Partial<RefusalLinks>, readonly string[]]>([
    ['to sign in', { signInAt: 'https://app.example/.clearway/sign-in' }, ['Sign in']],
    ['to take another account', { switchAt: 'https://app.example/x' }, ['Use another account']],
    ['to start again', {}, ['Start again']],
    ['no way, where nothing is published', { startAt: undefined }, []],
  ])('offers one way on: %s', (_way, some, texts) => {
    expect(buttons(refusalPage(refusal, { ...links, ...some }))).toEqual(texts)
  })

  test('says of what may pass by itself that trying again makes sense', () => {
    const html = refusalPage(refuse('session/store-unavailable', 'Sessions cannot be read.'), links)
    expect(html).toContain('<p>Sessions cannot be read. This may pass by itself.</p>')
    expect(buttons(html)).toEqual(['Try again'])
  })

  test('shows no markup of anybody else', () => {
    const evil = `"><script>alert('x')</script>&`
    const html = refusalPage(refuse('session/missing', evil), {
      requestId: evil,
      explainedAt: evil,
      startAt: evil,
      signInAt: evil,
      switchAt: evil,
    })
    expect(html).not.toContain('<script')
    expect(html).not.toContain('"><')
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;')
  })

  test('tells the caller nothing that is for the log', () => {
    const html = refusalPage(refuse('session/missing', 'x', { forLog: '10.0.0.5 refused' }), links)
    expect(html).not.toContain('10.0.0.5')
  })
})
