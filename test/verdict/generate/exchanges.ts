import { gen, sample } from 'fast-check'
import type { Call, Exchange, Hop } from '@clearway/rules/verdict'

import type { VerdictCase } from '../support/verdict-case.ts'
import { drawAnswer, drawPreflight, type Will } from './answer.ts'
import { mostly, oneOf, type Draw } from './pick.ts'
import { cookieJar, pageOrigins, targets } from './places.ts'
import { drawCall } from './request.ts'

/** How far a redirect may lead; most calls are not redirected. */
const chainLength = oneOf([1, 1, 1, 2, 2, 3, 4])

/** Locations that no chain goes on from. */
const deadEnds = ['ftp://api.two.test/', 'data:,x', 'http://[', 'mailto:a@b', 'javascript:0', 'http://']

/** A page on HTTPS may not call HTTP at all: mixed content is another matter. */
const targetsOf = (origin: string): readonly string[] =>
  origin.startsWith('https:') ? targets.filter((target) => target.startsWith('https:')) : targets

/** A hop's URL as a Location says it. */
function drawLocation(draw: Draw, to: string, isSameOrigin: boolean): string {
  if (isSameOrigin && draw(oneOf([true, false]))) return '/next?a=b'
  const userinfo = draw(mostly([''], ['', 'user:pass@', 'user@', ':@']))
  return `${to.replace('//', `//${userinfo}`)}/next${draw(mostly([''], ['#part', '?q']))}`
}

function drawHops(draw: Draw, origin: string, will: Will, first: string): Hop[] {
  const length = draw(chainLength)
  const hops: Hop[] = []
  let at = first
  for (let hop = 0; hop < length; hop += 1) {
    const preflight = drawPreflight(draw, will, hop)
    if (hop === length - 1) {
      const ends = length > 1 && draw(mostly([false], [false, true]))
      hops.push({ preflight, answer: drawAnswer(draw, will, hop, ends ? draw(oneOf(deadEnds)) : undefined) })
    } else {
      const to = draw(oneOf(targetsOf(origin)))
      hops.push({ preflight, answer: drawAnswer(draw, will, hop, drawLocation(draw, to, to === at)) })
      at = to
    }
  }
  return hops
}

function drawExchange(
  draw: Draw,
  origin: string,
  target: string,
  thirdPartyCookies: 'allowed' | 'blocked',
): Exchange {
  const request = drawCall(draw, `${target}/${draw(mostly([''], ['?q=1']))}`)
  const will = { origin, request, good: draw(oneOf([50, 80, 95, 100])) }
  const cookies = request.credentials === 'omit' ? [] : cookieJar
  return { origin, request, hops: drawHops(draw, origin, will, target), cookies, thirdPartyCookies }
}

function drawSequence(draw: Draw, thirdPartyCookies: 'allowed' | 'blocked'): Exchange[] {
  const origin = draw(oneOf(pageOrigins))
  const first = drawExchange(draw, origin, draw(oneOf(targetsOf(origin))), thirdPartyCookies)
  return [first, ...drawFurther(draw, first)]
}

/** What a repeated call does differently. XMLHttpRequest has no `omit`. */
const sameApi = (first: Call, { credentials = 'include' }: Call): Pick<Call, 'credentials'> => ({
  credentials: first.api === 'xhr' && credentials === 'omit' ? 'same-origin' : credentials,
})

/** Further calls of the same URL: what the preflight cache is for. */
function drawFurther(draw: Draw, exchange: Exchange): Exchange[] {
  const count = draw(mostly([0], [1, 1, 2]))
  return Array.from({ length: count }, () => {
    const call = drawCall(draw, exchange.request.url)
    const isRepeated = draw(oneOf([true, false]))
    const request = isRepeated ? { ...exchange.request, ...sameApi(exchange.request, call) } : call
    const will = { origin: exchange.origin, request, good: 90 }
    const isSameServer = draw(oneOf([true, true, false]))
    const hops = isSameServer
      ? exchange.hops
      : drawHops(draw, exchange.origin, will, new URL(exchange.request.url).origin)
    return { ...exchange, request, hops }
  })
}

/**
 * Generates cases, the same ones for the same seed.
 *
 * @param thirdPartyCookies - What the browser that they are for does.
 */
export function generateCases(
  seed: number,
  count: number,
  thirdPartyCookies: 'allowed' | 'blocked' = 'allowed',
): VerdictCase[] {
  const arbitrary = gen().map((generate) => drawSequence((pick) => generate(pick), thirdPartyCookies))
  return sample(arbitrary, { seed, numRuns: count }).map((exchanges, index) => ({
    name: `generated ${seed}/${index}`,
    exchanges,
  }))
}
