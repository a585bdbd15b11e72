import type { Answer, Call, Exchange } from '../exchange.ts'

/** The page of the witnesses. */
export const page = 'https://app.one.test'
/** An API of another site than the page's. */
export const api = 'https://api.two.test/orders'
/** An API of a third site. */
export const other = 'https://api.three.test/orders'

/** An answer with the given fields, a flat list of names and values. */
export function answer(status: number, ...headers: readonly string[]): Answer {
  return { status, headers }
}

/** An answer that allows the page by name, with further fields. */
export function readable(...headers: readonly string[]): Answer {
  return answer(200, 'Access-Control-Allow-Origin', page, ...headers)
}

/** A preflight's answer that allows everybody everything but credentials, with further fields. */
export function preflight(...headers: readonly string[]): Answer {
  return answer(
    204,
    'Access-Control-Allow-Origin',
    '*',
    'Access-Control-Allow-Methods',
    'PUT, DELETE',
    'Access-Control-Allow-Headers',
    'content-type, x-a, authorization',
    ...headers,
  )
}

/** A redirect that everybody may follow. */
export function redirect(status: number, location: string): Answer {
  return answer(status, 'Location', location, 'Access-Control-Allow-Origin', '*')
}

/** One exchange of the witnesses' page. */
export function exchange(
  request: Call,
  hops: Exchange['hops'],
  more: Omit<Exchange, 'origin' | 'request' | 'hops'> = {},
): Exchange {
  return { origin: page, request, hops, ...more }
}
