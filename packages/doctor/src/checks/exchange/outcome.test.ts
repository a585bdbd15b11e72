import { expect, test } from 'vitest'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { api, capture, keptBack, open, type Recorded } from '../../../test-support/recorded.ts'
import type { Lack } from '../../material.ts'
import { outcomeOf } from './outcome.ts'

const outcomeIn = (recorded: Recorded, lacks: readonly Lack[] = []): string => {
  const [exchange] = capture([recorded], { lacks }).exchanges as readonly [RecordedExchange]
  return outcomeOf(exchange)
}

test.each<[string, Recorded, readonly Lack[], string]>([
  ['an answer that arrived', { url: `${api}/a`, status: 200, answers: open }, [], 'answered'],
  ['an error answer that arrived', { url: `${api}/a`, status: 404, answers: open }, [], 'refused'],
  ['an answer that the browser kept', { url: `${api}/a`, status: 200, error: keptBack }, [], 'kept-back'],
  ['a connection that failed', { url: `${api}/a`, error: 'net::ERR_CONNECTION_REFUSED' }, [], 'no-answer'],
  [
    'an answer without CORS headers in a capture that tells no end',
    { url: `${api}/a`, status: 200 },
    ['verdict'],
    'kept-back',
  ],
  [
    'an open answer in such a capture',
    { url: `${api}/a`, status: 200, answers: open },
    ['verdict'],
    'answered',
  ],
  [
    'an open refusal in such a capture',
    { url: `${api}/a`, status: 401, answers: open },
    ['verdict'],
    'refused',
  ],
  [
    'a redirect whose end is not recorded',
    { url: `${api}/a`, status: 302, answers: { ...open, location: '/b' } },
    ['verdict'],
    'not-told',
  ],
])('%s', (_, recorded, lacks, outcome) => expect(outcomeIn(recorded, lacks)).toBe(outcome))
