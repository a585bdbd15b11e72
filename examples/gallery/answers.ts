import type { SiteAnswer } from './exhibit.ts'

type Headers = NonNullable<SiteAnswer['headers']>

/** An answer that is JSON. */
export const json = (value: unknown, headers: Headers = {}, status = 200): SiteAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(value),
})

/** An answer that is a page. */
export const html = (body: string, headers: Headers = {}, status = 200): SiteAnswer => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
  body,
})

/** Headers that let the pages of one origin read an answer, cookies included. */
export const allowing = (origin: string): Headers => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Allow-Credentials': 'true',
  Vary: 'Origin',
})

/** The answer to a preflight from a page of one origin. */
export const preflight = (origin: string): SiteAnswer => ({
  status: 204,
  headers: {
    ...allowing(origin),
    'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
    'Access-Control-Allow-Headers': 'authorization, content-type',
  },
})

/** What an API of the exhibits tells. */
export const contacts: readonly object[] = [{ name: 'Ada Lovelace' }, { name: 'Grace Hopper' }]
