import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ChainHop, Report } from '../../report.ts'
import { renderHtml } from './render-html.ts'
import { sequencePicture } from './sequence-picture.ts'

const sample = JSON.parse(readFileSync(new URL('../fixtures/report.json', import.meta.url), 'utf8')) as Report

describe('the last answer', () => {
  const call: ChainHop = { kind: 'call', method: 'GET', url: 'https://a.test/x' }
  const [finding] = sample.findings
  const shown = (chain: readonly ChainHop[]): string =>
    renderHtml({ ...sample, findings: finding ? [{ ...finding, chain }] : [] })

  test.each<[string, readonly ChainHop[], boolean]>([
    ['is marked where the page got it and it says no', [{ ...call, status: 401 }], true],
    ['is not marked where it says yes', [{ ...call, status: 200 }], false],
    ['is not marked where the browser stopped', [{ ...call, status: 401, stopped: true }], false],
    [
      'is the last alone',
      [
        { ...call, status: 404 },
        { ...call, kind: 'redirect', status: 200 },
      ],
      false,
    ],
  ])('%s, in the picture and in the list', (_, chain, marked) => {
    expect(sequencePicture(chain).includes('class="refused-disc"')).toBe(marked)
    expect(sequencePicture(chain).includes('<path class="refused"')).toBe(marked)
    expect(shown(chain).includes('<strong class="refused">!</strong>')).toBe(marked)
  })
})

describe('the file', () => {
  const html = renderHtml(sample)

  test('needs nothing besides itself', () => {
    expect(html).not.toMatch(/<(?:script|link|img|iframe|object|base)\b|\bsrc=|\bhref="[^#]|url\(|@import/)
    expect(html).not.toMatch(/ (?:on[a-z]+|style)="/)
  })

  test('permits its one style sheet and nothing else', () => {
    const sheet = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(sheet).digest('base64')
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    )
  })

  test('links to each finding, when there are several', () => {
    expect(html).toContain('<a href="#finding-2">')
    expect(html).toContain('<article id="finding-2"')
    expect(renderHtml({ ...sample, findings: sample.findings.slice(0, 1) })).not.toContain('<nav')
  })

  test('tells findings of one title apart by who called what', () => {
    const [finding] = sample.findings
    if (!finding) throw new Error('the sample has no finding')
    const of = (path: string) => ({
      ...finding,
      summary: `https://a.test called GET https://b.test/${path}. And more.`,
    })
    const list = (...paths: readonly string[]): string =>
      /<nav[^]*<\/nav>/.exec(renderHtml({ ...sample, findings: paths.map(of) }))?.[0] ?? ''
    expect(list('one', 'two')).toMatch(/b\.test\/one<[^]*b\.test\/two</)
    expect(list('one', 'two')).not.toContain('And more')
    const other = { ...of('two'), title: 'Another title' }
    expect(
      /<nav[^]*<\/nav>/.exec(renderHtml({ ...sample, findings: [of('one'), other] }))?.[0],
    ).not.toContain('b.test')
  })

  test('escapes whatever comes from an input', () => {
    const evil = `"><script>alert(1)</script>'&`
    const text = JSON.stringify(sample).replaceAll(
      'https://api.example.com',
      JSON.stringify(evil).slice(1, -1),
    )
    const written = renderHtml(JSON.parse(text) as Report)
    expect(written).toContain('&lt;script&gt;')
    expect(written).not.toContain('<script')
  })
})

describe('the picture', () => {
  const call: ChainHop = { kind: 'call', method: 'GET', url: 'https://a.test/x', status: 200 }

  test('has a lane for the page, the browser and each server', () => {
    const picture = sequencePicture([call, { ...call, kind: 'redirect', url: 'https://b.test/y' }, call])
    expect(
      [...picture.matchAll(/<rect class="box"[^>]*\/><text[^>]*>([^<]*)</g)].map(([, name]) => name),
    ).toEqual(['page', 'browser', 'a.test', 'b.test'])
  })

  test('marks the stop and says what it means', () => {
    const stopped = sequencePicture([{ ...call, stopped: true }])
    expect(stopped).toContain('class="stop-disc"')
    expect(stopped).toContain('the page gets nothing of this answer')
    expect(sequencePicture([{ ...call, kind: 'preflight', stopped: true }])).toContain(
      'the call itself is not sent',
    )
    expect(sequencePicture([call])).not.toContain('class="stop')
  })

  test('is wide enough for what it says of the stop, with one server only', () => {
    const widthOf = (picture: string): number => Number(/viewBox="0 0 (\d+) /.exec(picture)?.[1])
    // The text begins at 184 and is 447 wide in DejaVu Sans Bold.
    expect(widthOf(sequencePicture([{ ...call, stopped: true }]))).toBeGreaterThan(184 + 447)
    expect(widthOf(sequencePicture([call]))).toBeLessThan(600)
  })

  test('shows a call that its preflight kept from being sent', () => {
    const { status: _status, ...unsent } = call
    expect(sequencePicture([{ ...call, kind: 'preflight', stopped: true }, unsent])).toContain(
      'GET /x is not sent',
    )
  })

  test('folds a circle of redirects, also where it is told in words', () => {
    const circle = Array.from({ length: 21 }, (_, at): ChainHop => ({
      ...call,
      url: `https://a.test/${at}`,
      kind: at === 0 ? 'call' : 'redirect',
    }))
    const picture = sequencePicture(circle)
    expect(picture).toContain('… 17 more')
    expect(picture).toContain('17 more requests')
    expect(picture).toContain('/20')
    expect(picture).not.toContain('https://a.test/5')
  })

  test('is told in words to those who do not see it', () => {
    expect(sequencePicture([{ ...call, stopped: true }])).toContain(
      'aria-label="GET https://a.test/x: 200; the browser stops at request 1"',
    )
  })
})
