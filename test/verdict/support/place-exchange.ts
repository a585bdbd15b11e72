import type { FieldList } from '@clearway/rules/http'
import type { Answer, Exchange, Hop, StoredCookie } from '@clearway/rules/verdict'

/**
 * Moves an exchange onto the paths that the programmable server answers: hop n of case x is at `/x/n`. Hosts,
 * ports, queries, fragments and userinfo stay. A Location that is empty or leads nowhere over HTTP stays as it is. Cookies get names
 * that say what they are, so that one planted for a case is not taken for another.
 */
export function placeExchange(exchange: Exchange, id: string): Exchange {
  const cookies = exchange.cookies?.map((cookie) => ({ ...cookie, name: plantedName(cookie) }))
  const url = placeUrl(exchange.request.url, `/${id}/0`)
  let at = url
  const hops: Hop[] = exchange.hops.map(({ preflight, answer }, hop) => {
    const next = answer && placeLocation(answer, at, `/${id}/${hop + 1}`)
    if (next?.to !== undefined) at = next.to
    return { ...(preflight && { preflight }), ...(next && { answer: next.answer }) }
  })
  return { ...exchange, request: { ...exchange.request, url }, hops, ...(cookies && { cookies }) }
}

/** A name for a cookie, made of all that it has. */
function plantedName({ name, host, subdomains, path, secure, sameSite, partition }: StoredCookie): string {
  const flags = [subdomains && 'domain', secure && 'secure', sameSite, partition].filter(Boolean)
  return [name, host, path, ...flags].join('_').replaceAll(/[^\w.-]/g, '.')
}

function placeUrl(text: string, path: string): string {
  if (!/^[a-z]+:\/\//i.test(text) || !URL.canParse(text)) return text
  const url = new URL(text)
  url.pathname = path
  return url.href
}

function placeLocation(answer: Answer, from: string, path: string): { answer: Answer; to?: string } {
  const at = answer.headers.findIndex((each, index) => index % 2 === 0 && each.toLowerCase() === 'location')
  const location = answer.headers[at + 1]
  if (at < 0 || !location || !URL.canParse(location, from)) return { answer }
  const target = new URL(location, from).href
  const isRelative = /^\/(?!\/)/.test(location)
  const placed = isRelative ? path : /^https?:/.test(target) ? placeUrl(target, path) : location
  const headers: FieldList = answer.headers.with(at + 1, placed)
  return { answer: { ...answer, headers }, to: new URL(placed, from).href }
}
