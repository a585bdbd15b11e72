import type { ChainHop } from '../report.ts'
import { cutMiddle } from './cut-middle.ts'
import { isRefusal } from './is-refusal.ts'
import { foldChain, leftOutWords } from './fold-chain.ts'

/** The signs of a drawing, each one character wide. */
export interface Signs {
  readonly start: string
  readonly line: string
  readonly next: string
  readonly stop: string
  readonly end: string
  readonly refused: string
  readonly answer: string
  readonly more: string
}

const unicodeSigns: Signs = {
  start: '●',
  line: '│',
  next: '▼',
  stop: '✗',
  end: '✓',
  refused: '!',
  answer: '└',
  more: '…',
}
const asciiSigns: Signs = {
  start: 'o',
  line: '|',
  next: 'v',
  stop: 'X',
  end: '*',
  refused: '!',
  answer: '`',
  more: ':',
}

/** One line of a drawing, and what it is about. */
export interface ChainLine {
  readonly text: string
  readonly is: 'request' | 'answer' | 'stop'
}

/**
 * Draws a chain of hops, one below the other, with the place at which the browser stopped.
 *
 * @param width - In characters; URLs are cut in their middle to fit.
 */
export function drawChain(hops: readonly ChainHop[], width: number, unicode: boolean): readonly ChainLine[] {
  const signs = unicode ? unicodeSigns : asciiSigns
  const stop = hops.findIndex(({ stopped }) => stopped)
  return foldChain(hops).flatMap((each): readonly ChainLine[] =>
    'hop' in each
      ? drawHop(each.hop, each.index, { signs, width, stop, last: each.index === hops.length - 1 })
      : [{ text: `${signs.more}  ${leftOutWords(each)}`, is: 'answer' }],
  )
}

interface Drawing {
  readonly signs: Signs
  readonly width: number
  /** The hop at which the browser stopped; -1 if it did not. */
  readonly stop: number
  readonly last: boolean
}

function drawHop(hop: ChainHop, index: number, { signs, width, stop, last }: Drawing): readonly ChainLine[] {
  const unsent = stop !== -1 && index > stop && hop.status === undefined
  const head = headOf(hop, index, { signs, stop, last })
  const kind = hop.kind === 'call' ? '' : `  (${hop.kind})`
  const request = `${hop.method} ${cutMiddle(hop.url, width - 3 - hop.method.length - 1 - kind.length)}${kind}`
  const spine = last ? ' ' : signs.line
  const said = [
    unsent ? 'not sent' : hop.status === undefined ? 'no answer' : String(hop.status),
    ...(hop.note === undefined ? [] : [hop.note]),
  ].join('  ')
  return [
    { text: `${head}  ${request}`, is: hop.stopped ? 'stop' : 'request' },
    { text: `${spine}  ${signs.answer} ${cutMiddle(said, width - 5)}`, is: 'answer' },
    ...(hop.stopped
      ? [
          {
            text: `${spine}    ${hop.kind === 'preflight' ? stoppedAtPreflight : stoppedHere}`,
            is: 'stop',
          } as const,
        ]
      : []),
  ]
}

function headOf(
  hop: ChainHop,
  index: number,
  { signs, stop, last }: Pick<Drawing, 'signs' | 'stop' | 'last'>,
): string {
  if (hop.stopped) return signs.stop
  const isEnd = last && stop === -1
  if (isEnd && isRefusal(hop)) return signs.refused
  if (index === 0) return signs.start
  return isEnd ? signs.end : signs.next
}

const stoppedHere = 'the browser stops here; the page gets nothing of this answer'
const stoppedAtPreflight = 'the browser stops here; the call itself is not sent'
