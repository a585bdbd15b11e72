import { describe, expect, test } from 'vitest'
import { renderOrigins } from './render-origins.ts'

const text = (page: string, api: string): string => renderOrigins(page, api, { format: 'text' }) ?? ''

describe('two URLs', () => {
  test('of one origin need no ways to be brought together', () => {
    const said = text('https://app.example.com/a', 'https://app.example.com:443/b')
    expect(said).toMatch(/^One origin\n/)
    expect(said).not.toContain('Ways to bring')
  })

  test('that differ in the port are told so, with both values', () => {
    expect(text('http://localhost:4200', 'http://localhost:8080')).toMatch(/port {4}4200 → 8080/)
  })

  test('of two sites are told so', () => {
    expect(text('https://app.example.com', 'https://api.example.org')).toMatch(/^Two origins, two sites\n/)
  })

  test('give the six ways, what the first changes in full', () => {
    const said = text('https://page-contoso.msappproxy.net', 'https://api-contoso.msappproxy.net')
    expect(said.match(/^\d\. /gm)).toHaveLength(6)
    expect(said).toContain('(begin here)')
    expect(said).toContain('applications:')
  })

  test('fit into 80 columns, text to copy apart', () => {
    const lines = text('https://page-contoso.msappproxy.net', 'https://api-contoso.msappproxy.net').split(
      '\n',
    )
    expect(lines.filter((line) => line.length > 80 && !line.startsWith('       '))).toEqual([])
  })

  test('are data in JSON', () => {
    const data: unknown = JSON.parse(
      renderOrigins('https://a.example.com', 'https://b.example.com', { format: 'json' }) ?? '',
    )
    expect(data).toMatchObject({
      schema: 'clearway.origins/1',
      origins: { sameOrigin: false, sameSite: true, differences: [{ part: 'host' }] },
    })
  })

  test('of which one is none of the web give nothing', () => {
    expect(renderOrigins('file:///x.html', 'https://a.example.com', { format: 'text' })).toBeUndefined()
  })
})

test('a terminal without Unicode gets ASCII only', () => {
  const said = renderOrigins('http://localhost:4200', 'http://localhost:8080', {
    format: 'text',
    style: { unicode: false },
  })
  expect(said).toMatch(/^[\x20-\x7e\n]*$/)
})
