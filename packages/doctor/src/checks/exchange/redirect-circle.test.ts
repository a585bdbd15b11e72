import { expect, test } from 'vitest'
import { capture, foundBy, page, type Recorded } from '../../../test-support/recorded.ts'
import { redirectCircle } from './redirect-circle.ts'

const a = `${page}/a`
const b = `${page}/b`
const to = (url: string, location: string, more: Partial<Recorded> = {}): Recorded => ({
  url,
  status: 302,
  answers: { location },
  ...more,
})
const around = (count: number, more: Partial<Recorded> = {}): readonly Recorded[] =>
  Array.from({ length: count }, (_, at) => (at % 2 === 0 ? to(a, b, more) : to(b, a, more)))

const look = (recorded: readonly Recorded[], lacks: readonly 'verdict'[] = []) =>
  foundBy(redirectCircle, capture(recorded, { lacks }))

test.each<[string, readonly Recorded[]]>([
  ['of a call', around(21)],
  ['of a person who goes there', around(21, { type: 'document', asks: { 'sec-fetch-mode': 'navigate' } })],
])('a circle of redirects %s is named, although no error is recorded', (_, recorded) => {
  const [found, ...others] = look(recorded)
  expect(others).toEqual([])
  expect(found).toMatchObject({ code: 'cors/redirect-not-followed', subject: a })
  expect(found?.summary).toContain(
    `The redirects go in a circle: ${a} to ${b}, and back. After 20 redirects browsers give up`,
  )
})

test('so it is in the capture of a proxy, which sees no verdict', () => {
  expect(look(around(21), ['verdict'])).toHaveLength(1)
})

test('an address that redirects to itself is named', () => {
  expect(look(Array.from({ length: 21 }, () => to(a, a)))[0]?.summary).toContain(`${a} redirects to itself.`)
})

test('redirects on and on are named as well', () => {
  const on = Array.from({ length: 21 }, (_, at) => to(`${page}/${at}`, `${page}/${at + 1}`))
  expect(look(on)[0]?.summary).toContain('Each of 21 answers in a row was a redirect to yet another address.')
})

test('a circle that the capture shows in part only is told as such', () => {
  expect(look(around(4))[0]?.summary).toContain(
    'The capture ends after 4 of them; after 20 browsers give up.',
  )
})

test.each<[string, readonly Recorded[]]>([
  [
    'twenty redirects and an answer',
    [
      ...Array.from({ length: 20 }, (_, at) => to(`${page}/${at}`, `${page}/${at + 1}`)),
      { url: `${page}/20`, status: 200 },
    ],
  ],
  ['back once, with a cookie, and an answer', [to(a, b), to(b, a), { url: a, status: 200 }]],
  ['one whose end is not recorded', [to(a, b)]],
])('%s is no circle', (_, recorded) => {
  expect(look(recorded)).toEqual([])
})
