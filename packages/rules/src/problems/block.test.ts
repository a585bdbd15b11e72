import { describe, expect, test } from 'vitest'
import { block } from './block.ts'

describe('block', () => {
  test('removes the indentation that all lines share and keeps the rest', () => {
    expect(block`
      sessions:
        idle: 8h

        lifetime: 24h
    `).toBe('sessions:\n  idle: 8h\n\n  lifetime: 24h')
  })

  test('keeps one line as it is', () => {
    expect(block`clearway check clearway.yaml`).toBe('clearway check clearway.yaml')
  })

  test('removes white space at the end of a line', () => {
    expect(block`
      a \t
      b
    `).toBe('a\nb')
  })

  test('keeps an escaped reference of the configuration', () => {
    expect(block`
      clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
    `).toBe('clientSecret: ${env:CLEARWAY_CLIENT_SECRET}')
  })
})
