import { expect, test } from 'vitest'
import { createLineSplitter } from './lines.ts'

test('a long line comes in pieces, marked at each cut, and without the word that the cut halves', () => {
  const texts: string[] = []
  const splitter = createLineSplitter(({ text }) => void texts.push(text))
  const kilobyte = ' '.repeat(1024)
  splitter.push(Buffer.from(`${kilobyte.repeat(64).slice(4)}code12 and\nnext`))
  splitter.end()
  expect(texts.map((text) => text.trim())).toEqual(['code…', '… and', 'next'])
})
