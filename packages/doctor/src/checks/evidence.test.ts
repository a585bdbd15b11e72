import { expect, test } from 'vitest'
import type { Entry } from '../material.ts'
import {
  cite,
  citeAbsence,
  citeError,
  citeRequest,
  citeRequestHeaders,
  citeResponseHeaders,
  citeStatus,
} from './evidence.ts'

const entry: Entry = {
  at: { input: 'a.har', entry: 3 },
  error: 'net::ERR_FAILED',
  request: {
    method: 'GET',
    url: 'https://api.example.com/a?code=secret',
    headers: [
      'Origin',
      'https://app.example.com',
      'Authorization',
      'Bearer secret',
      'Cookie',
      'session=secret',
    ],
  },
  response: {
    status: 302,
    statusText: 'Found',
    headers: ['Location', '/login', 'Set-Cookie', 'session=secret', 'Vary', 'a', 'vary', 'b'],
  },
}

test('a fact carries the place of its entry', () => {
  expect(citeRequest(entry)).toEqual({
    input: 'a.har',
    entry: 3,
    what: 'request',
    value: 'GET https://api.example.com/a',
  })
  expect(citeStatus(entry)).toEqual([{ input: 'a.har', entry: 3, what: 'status', value: '302 Found' }])
  expect(citeError(entry)[0]).toMatchObject({ what: 'browser error', value: 'net::ERR_FAILED' })
  expect(citeAbsence(entry, 'x-a')).toMatchObject({ what: 'response header x-a', value: 'absent' })
})

test('headers are cited by name, each repeat by itself, absent ones not at all', () => {
  expect(
    citeResponseHeaders(entry, 'vary', 'location', 'server').map(({ what, value }) => [what, value]),
  ).toEqual([
    ['response header vary', 'a'],
    ['response header vary', 'b'],
    ['response header location', '/login'],
  ])
})

test('what opens something is never cited by its value', () => {
  const cited = [
    ...citeRequestHeaders(entry, 'authorization', 'cookie', 'origin'),
    ...citeResponseHeaders(entry, 'set-cookie'),
  ]
  expect(cited).toHaveLength(4)
  expect(JSON.stringify(cited)).not.toContain('secret')
})

test('an entry without an answer has no status to cite', () => {
  const { response: _, error: __, ...unanswered } = entry
  expect([...citeStatus(unanswered), ...citeError(unanswered)]).toEqual([])
  expect(citeStatus({ ...entry, response: { status: 0, statusText: '', headers: [] } })).toEqual([])
})

test('a value is cut and control characters are escaped', () => {
  expect(cite(entry.at, 'a', 'x'.repeat(1000)).value).toHaveLength(301)
  expect(cite(entry.at, 'a', '\u001b[2J').value).toBe('\\u001b[2J')
})
