import { fieldValue } from '@clearway/rules/http'
import { describe, expect, test } from 'vitest'
import { anEntry } from '../test-support/entries.ts'
import { createCondenser } from './condense.ts'
import { createKeptTexts } from './kept-texts.ts'
import type { Entry } from './material.ts'

const condense = (entry: Entry): Entry => createCondenser(createKeptTexts()).condense(entry)

const requestField = (name: string, value: string): string | undefined =>
  fieldValue(condense(anEntry({ headers: [name, value] })).request.headers, name.toLowerCase())

const answerField = (name: string, value: string): string | undefined =>
  fieldValue(condense(anEntry({ answer: [name, value] })).response?.headers ?? [], name.toLowerCase())

test.each<[string, Partial<Parameters<typeof anEntry>[0]>, boolean]>([
  ['data', { body: '{"name":"Ada"}' }, false],
  ['a refusal', { status: 401, body: '{"error":"x"}' }, true],
  ['a page in the place of data', { body: ' <!doctype html><form>' }, true],
  [
    'a provider',
    { url: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize', body: 'AADSTS50011' },
    true,
  ],
])('the body of %s is kept where it may tell of a failure', (_, sketch, isKept) => {
  expect(condense(anEntry(sketch)).response?.body !== undefined).toBe(isKept)
})

describe('secrets', () => {
  test('of Authorization are gone, the scheme stays', () => {
    expect(requestField('Authorization', 'Bearer eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl')).toBe('Bearer')
    expect(requestField('Authorization', 'Basic dXNlcjpwYXNz')).toBe('Basic')
    expect(requestField('Authorization', 'dXNlcjpwYXNz')).toBe('[redacted]')
  })

  test('of cookies are gone, names stay', () => {
    expect(requestField('Cookie', 'session=s3cr3t; theme=dark')).toMatch(
      /^session=#[0-9a-f]{4}; theme=#[0-9a-f]{4}$/,
    )
  })

  test('of a cookie that is set are gone, its attributes stay', () => {
    expect(answerField('Set-Cookie', 'session=s3cr3t; Path=/; SameSite=Lax')).toMatch(
      /^session=#[0-9a-f]{4}; Path=\/; SameSite=Lax$/,
    )
  })

  test('of several cookies in one field, as some recorders write them, are gone', () => {
    expect(answerField('set-cookie', 'a=s3cr3t; Path=/\nb=0th3r; Secure')).not.toMatch(/s3cr3t|0th3r/)
  })

  test('leave a tag by which a changed cookie can be told from the same one', () => {
    const [one, same, other] = ['server=a', 'server=a', 'server=b'].map((cookie) =>
      requestField('Cookie', cookie),
    )
    expect(one).toBe(same)
    expect(one).not.toBe(other)
  })

  test('leave a removed cookie as it is', () => {
    expect(answerField('Set-Cookie', 'session=; Max-Age=0')).toBe('session=; Max-Age=0')
  })
})

describe('size', () => {
  test('is bounded for URLs, values and the number of fields', () => {
    const headers = Array.from({ length: 400 }, (_, at) => (at % 2 ? 'v'.repeat(10_000) : `x-${at}`))
    const { request } = condense(anEntry({ url: `https://a.example.com/?${'q'.repeat(100_000)}`, headers }))
    expect(request.url.length).toBeLessThan(4100)
    expect(request.headers.length).toBe(200)
    expect(Math.max(...request.headers.map((text) => text.length))).toBeLessThan(1100)
  })

  test('is saved on headers that no check asks for', () => {
    const { request } = condense(
      anEntry({ headers: ['sec-ch-ua', '"x"', ':authority', 'a', 'Origin', 'https://a.example.com'] }),
    )
    expect(request.headers).toEqual(['Origin', 'https://a.example.com'])
  })
})

test('a Location stays longer than other headers: redirects are followed by it', () => {
  const location = `https://login.example.com/authorize?state=${'x'.repeat(3000)}`
  expect(answerField('Location', location)).toBe(location)
})
