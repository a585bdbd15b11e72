import { fieldValue } from '@clearway/rules/http'
import type { Answer, Call } from '@clearway/rules/verdict'

import { mostly, oneOf, some, type Draw } from './pick.ts'

/** Values of one header, one for each time it is sent. */
type Values = readonly string[]

/** How the servers of an exchange mean it: without good will few calls would get beyond their first answer. */
export interface Will {
  readonly origin: string
  readonly request: Call
  /** Percent of the answers' parts that are as the call needs them. */
  readonly good: number
}

const percents = Array.from({ length: 100 }, (_, index) => index)

/** The value that fits, as often as the servers are willing, else any. */
function drawValues(draw: Draw, { good }: Will, fitting: readonly Values[], any: readonly Values[]): Values {
  return draw(oneOf(percents)) < good ? draw(oneOf(fitting)) : draw(oneOf([...fitting, ...any]))
}

const fields = (name: string, values: Values): string[] => values.flatMap((value) => [name, value])

function drawAllowOrigin(draw: Draw, will: Will, hop: number): Values {
  const { origin, request } = will
  const fitting: Values[] = hop === 0 ? [[origin]] : [[origin], ['null']]
  if (request.credentials !== 'include') fitting.push(['*'])
  return drawValues(draw, will, fitting, [
    [],
    ['*'],
    ['null'],
    [''],
    [origin, origin],
    ['*', '*'],
    [`${origin}, https://other.test`],
    [`${origin} https://other.test`],
    [`${origin}/`],
    [origin.toUpperCase()],
    [` ${origin}\t`],
    ['https://other.test'],
    [`${origin}:1`],
    ['app.one.test'],
    ['nonsense'],
    ['*.one.test'],
    ['null, null'],
    ['NULL'],
    ['http://['],
  ])
}

function drawAllowCredentials(draw: Draw, will: Will): Values {
  const fitting: Values[] = will.request.credentials === 'include' ? [['true']] : [[], ['true']]
  return drawValues(draw, will, fitting, [
    [],
    ['True'],
    ['TRUE'],
    ['false'],
    [''],
    ['true', 'true'],
    [' true '],
    ['true,'],
    ['1'],
  ])
}

function drawAllowMethods(draw: Draw, will: Will): Values {
  const { method = 'GET', credentials } = will.request
  const fitting: Values[] = [[method.toUpperCase()], [`GET, ${method},POST`], [method, 'HEAD']]
  if (credentials !== 'include') fitting.push(['*'])
  return drawValues(draw, will, fitting, [
    [],
    ['*'],
    [''],
    ['GET'],
    [method.toLowerCase()],
    [`*, ${method}`],
    [`,,${method} ,\t`],
    [`${method};GET`],
    [`"${method}"`],
    [`${method} GET`],
    [`${method}, (`],
  ])
}

function drawAllowHeaders(draw: Draw, will: Will): Values {
  const names = (will.request.headers ?? []).filter((_, index) => index % 2 === 0)
  const all = names.join(', ')
  const fitting: Values[] = names.length === 0 ? [[], ['X-A']] : [[all], [all.toLowerCase()], names]
  if (will.request.credentials !== 'include') fitting.push([`*, Authorization`])
  return drawValues(draw, will, fitting, [
    [],
    ['*'],
    [''],
    [names.slice(1).join(',')],
    [all.toUpperCase()],
    [`,${all},,x-b\t`],
    [`${all}; x-b`],
    [`${all}, x y`],
    [`${all}, "x"`],
    ['x-a'],
  ])
}

const preflightStatus = [200, 204, 201, 299]
const otherPreflightStatus = [301, 302, 304, 307, 400, 401, 403, 404, 405, 500, 502]

/** An answer to an OPTIONS request. */
export function drawPreflight(draw: Draw, will: Will, hop: number): Answer {
  const isGood = draw(oneOf(percents)) < will.good
  const status = draw(isGood ? oneOf(preflightStatus) : mostly(preflightStatus, otherPreflightStatus))
  const maxAge = draw(
    mostly([[], ['600']], [['0'], ['-1'], ['abc'], ['60, 60'], ['60', '60'], ['9999999999'], ['']]),
  )
  return {
    status,
    headers: [
      ...fields('Access-Control-Allow-Origin', drawAllowOrigin(draw, will, hop)),
      ...fields('Access-Control-Allow-Credentials', drawAllowCredentials(draw, will)),
      ...fields('Access-Control-Allow-Methods', drawAllowMethods(draw, will)),
      ...fields('Access-Control-Allow-Headers', drawAllowHeaders(draw, will)),
      ...fields('Access-Control-Max-Age', maxAge),
      ...(status > 300 && status < 309 && status !== 304 ? ['Location', '/elsewhere'] : []),
    ],
  }
}

const exposeHeaders: readonly Values[] = [
  [],
  ['*'],
  ['ETag'],
  ['etag, X-Request-Id'],
  ['ETag,, x-request-id,'],
  ['ETag', 'X-Request-Id'],
  ['ETag; X-Request-Id'],
  ['ETag, x y'],
  ['*, etag'],
  ['Set-Cookie, ETag'],
  ['Authorization'],
  [''],
  ['', 'ETag'],
  ['"ETag"'],
]

const plainHeaders: readonly Values[] = [
  ['ETag', '"1"'],
  ['X-Request-Id', '1'],
  ['Content-Type', 'text/plain'],
  ['Content-Language', 'de'],
  ['Last-Modified', 'Sat, 21 Nov 2026 00:00:00 GMT'],
  ['Expires', '0'],
  ['Pragma', 'no-cache'],
  ['Cache-Control', 'no-store'],
  ['Authorization', 'x'],
  ['Set-Cookie', 'nowhere=1; Path=/nowhere'],
  ['Retry-After', '1'],
  ['Vary', 'Origin'],
]

const lastStatus = mostly([200, 204, 401, 404, 500], [201, 206, 299, 300, 302, 307, 400, 403, 410, 502, 503])

/** The last answer of a chain, or one that redirects to `location`. */
export function drawAnswer(draw: Draw, will: Will, hop: number, location?: string): Answer {
  const status = location === undefined ? draw(lastStatus) : draw(oneOf([301, 302, 303, 307, 308]))
  return {
    status,
    headers: [
      ...fields('Access-Control-Allow-Origin', drawAllowOrigin(draw, will, hop)),
      ...fields('Access-Control-Allow-Credentials', drawAllowCredentials(draw, will)),
      ...(location === undefined ? fields('Access-Control-Expose-Headers', draw(oneOf(exposeHeaders))) : []),
      ...(location === undefined ? draw(some(plainHeaders, 5)).flat() : ['Location', location]),
    ],
  }
}

/** Tells whether an answer sends a browser on to another URL. */
export const isRedirect = ({ status, headers }: Answer): boolean =>
  [301, 302, 303, 307, 308].includes(status) && fieldValue(headers, 'location') !== undefined
