import { judge, type Exchange, type Profile } from '@clearway/rules/verdict'

import type { BrowserCalls, CaseSeen } from './browser-calls.ts'
import { expected, observed, type Observation } from './observation.ts'
import { planCall } from './page-calls.ts'
import { placeExchange } from './place-exchange.ts'
import { createCookiePlanter } from './plant-cookies.ts'
import type { MovableClock } from './movable-clock.ts'
import type { ProgrammableServer } from './programmable-server.ts'
import type { VerdictCase } from './verdict-case.ts'

/** A call on which engine and browser do not agree. */
export interface Mismatch {
  readonly case: string
  /** Which call of the case, counted from 0. */
  readonly call: number
  /** As JSON, of cookies the names alone, which tell all that they are. */
  readonly exchange: string
  readonly engine: Observation & { readonly step: string; readonly reason: string }
  readonly browser: Observation
}

/** Compares cases; returns those calls that differ. */
export type Compare = (cases: readonly VerdictCase[], profile: Profile) => Promise<Mismatch[]>

/** Preflight answers without Max-Age are remembered for 5 seconds: slower sequences mean nothing. */
const sequenceLimitMs = 4000

/**
 * Makes a comparison of the verdict engine with a browser, whose calls come to the server.
 *
 * @param clock - The browser's, to be moved on to each call's `now`: compare one case at a time then.
 */
export function createComparison(
  server: ProgrammableServer,
  browser: BrowserCalls,
  clock?: MovableClock,
): Compare {
  const plant = createCookiePlanter(browser)
  let count = 0
  let passed = 0

  const place = (verdictCase: VerdictCase): PlacedCase => {
    const id = `c${(count += 1)}`
    return { id, verdictCase, exchanges: verdictCase.exchanges.map((each) => placeExchange(each, id)) }
  }

  const see = async (placed: readonly PlacedCase[]): Promise<Map<string, CaseSeen>> => {
    for (const { id, exchanges } of placed) {
      const start = passed
      server.program(
        id,
        exchanges.map(({ hops }) => hops),
        clock &&
          (async (call) => {
            passed = start + (exchanges[call]?.now ?? 0)
            await clock.moveTo(passed)
          }),
      )
    }
    const groups = new Map<string, PlacedCase[]>()
    for (const each of placed) {
      const origin = each.exchanges[0]?.origin ?? 'null'
      groups.set(origin, [...(groups.get(origin) ?? []), each])
    }
    const seen = await Promise.all(
      [...groups].map(([origin, group]) =>
        browser.run(
          origin,
          group.map(({ id, exchanges }) => ({
            id,
            calls: exchanges.map(({ request }) => planCall(request)),
          })),
        ),
      ),
    )
    return new Map(seen.flat().map((each) => [each.id, each]))
  }

  return async (cases, profile) => {
    let placed = cases.map(place)
    await plant(placed.flatMap(({ exchanges }) => exchanges.flatMap(({ cookies }) => cookies ?? [])))
    const mismatches: Mismatch[] = []
    while (placed.length > 0) {
      const seen = await see(placed)
      const tooSlow = placed.filter(({ id, exchanges }) => {
        return !clock && exchanges.length > 1 && (seen.get(id)?.took ?? 0) > sequenceLimitMs
      })
      for (const each of placed) {
        const wire = server.take(each.id)
        const seenCase = seen.get(each.id)
        if (!seenCase) throw new Error(`the page did not tell of ${each.verdictCase.name}`)
        if (!tooSlow.includes(each)) mismatches.push(...differencesOf(each, profile, seenCase, wire))
      }
      placed = tooSlow.map(({ verdictCase }) => place(verdictCase))
    }
    return mismatches
  }
}

interface PlacedCase {
  readonly id: string
  readonly verdictCase: VerdictCase
  readonly exchanges: readonly Exchange[]
}

function differencesOf(
  { verdictCase, exchanges }: PlacedCase,
  profile: Profile,
  seen: CaseSeen,
  wire: ReturnType<ProgrammableServer['take']>,
): Mismatch[] {
  const mismatches: Mismatch[] = []
  let preflightCache = exchanges[0]?.preflightCache
  for (const [index, each] of exchanges.entries()) {
    const exchange = { ...each, ...(preflightCache && { preflightCache }) }
    const verdict = judge(exchange, profile)
    preflightCache = verdict.preflightCache
    const call = seen.calls[index]
    if (!call) throw new Error(`the page did not make call ${index} of ${verdictCase.name}`)
    const engine = expected(exchange, verdict, call.corsError)
    const sent = wire.filter((request) => request.call === index)
    const browser = observed(exchange, call.got, call.corsError, sent)
    // Only Chromium has names for why.
    const engineSays =
      profile === 'chromium' || profile === 'spec' ? engine : { ...engine, corsError: 'none' }
    if (JSON.stringify(engineSays) === JSON.stringify(browser)) continue
    mismatches.push({
      case: verdictCase.name,
      call: index,
      exchange: JSON.stringify({ ...exchange, cookies: exchange.cookies?.map(({ name }) => name) }),
      engine: { ...engineSays, step: verdict.step, reason: verdict.reason },
      browser,
    })
  }
  return mismatches
}
