import { expect, test } from 'vitest'
import { capture } from '../test-support/recorded.ts'
import type { Found } from './checks/check.ts'
import { createFoundList } from './found-list.ts'
import type { RecordedExchange } from './exchanges/recorded-exchange.ts'
import type { FoundToken } from './material.ts'

const all = capture([{ url: 'https://api.example.com/a', status: 401 }])
const [exchange] = all.exchanges as readonly [RecordedExchange]
const entry = all.material.entries[0]
const token: FoundToken = {
  at: { input: 'a.har', entry: 0 },
  where: 'request header',
  token: { header: { alg: 'RS256' }, claims: {} },
  ...(entry && { entry }),
}

function found(subject: string, more: Partial<Found> = {}): Found {
  const evidence = [{ input: 'x', what: 'value', value: subject }]
  return { code: 'token/expired', summary: 's', subject, evidence, ...more }
}

test('what a token shows is evidence for the same finding about the call that carried it', () => {
  const list = createFoundList()
  list.addOfExchange(found('call'), exchange)
  list.addOfToken(found('token', { severity: 'error' }), token)
  expect(list.all).toHaveLength(1)
  expect(list.all[0]).toMatchObject({ subject: 'call', severity: 'error' })
  expect(list.all[0]?.evidence.map(({ value }) => value)).toEqual(['call', 'token'])
})

test('another problem of the token is a finding of its own', () => {
  const list = createFoundList()
  list.addOfExchange(found('call'), exchange)
  list.addOfToken(found('token', { code: 'token/audience' }), token)
  expect(list.all.map(({ code }) => code)).toEqual(['token/expired', 'token/audience'])
})

test('a log line joins the one thing that the same was found about', () => {
  const list = createFoundList()
  list.addOfExchange(found('call'), exchange)
  list.addOfLogLine(found('line'))
  expect(list.all.map(({ subject }) => subject)).toEqual(['call', 'call'])
})

test('a log line stands by itself where it could speak of several things, or of none', () => {
  const list = createFoundList()
  list.addOfLogLine(found('first line'))
  list.addOfLogLine(found('second line'))
  list.addOfMessage(found('a'))
  list.addOfMessage(found('b'))
  list.addOfLogLine(found('third line'))
  expect(list.all.map(({ subject }) => subject)).toEqual([
    'first line',
    'second line',
    'a',
    'b',
    'third line',
  ])
})
