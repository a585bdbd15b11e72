import { fieldValue } from '@clearway/rules/http'
import { judge, type Exchange, type Profile } from '@clearway/rules/verdict'
import type { ConsoleMessage, Entry, Lack, Material } from '../material.ts'
import { callKindOf } from './call-kind.ts'
import { linkEntries, maxHops, redirectTarget } from './link-entries.ts'
import { messagesByUrl } from './match-messages.ts'
import { pageOriginOf } from './page-origin.ts'
import type { KeptVerdict, RecordedExchange, RecordedHop } from './recorded-exchange.ts'
import { toExchange } from './to-exchange.ts'

const nothing: ReadonlySet<Lack> = new Set()

/**
 * Makes exchanges of entries: links what belongs to one call, finds out which page made it and how, and asks
 * the rule book what the browser does with it. Captures are not mixed with each other; console lines go to
 * the calls that they speak of, whichever input has them.
 */
export function recordExchanges(material: Material): readonly RecordedExchange[] {
  const messagesOf = messagesByUrl(material.messages)
  const inputs = new Map<string, Entry[]>()
  for (const entry of material.entries) {
    const list = inputs.get(entry.at.input)
    if (list) list.push(entry)
    else inputs.set(entry.at.input, [entry])
  }
  return [...inputs].flatMap(([input, entries]) => {
    const lacks = material.lacks.get(input) ?? nothing
    return linkEntries(entries).map((hops) =>
      record(hops, lacks, material.recordedBy.get(input), messagesOf(hops)),
    )
  })
}

function record(
  hops: readonly RecordedHop[],
  lacks: ReadonlySet<Lack>,
  recordedBy: Profile | undefined,
  found: readonly ConsoleMessage[],
): RecordedExchange {
  const first = hops[0]?.call ?? hops[0]?.preflight
  const kind = first ? callKindOf(first) : 'call'
  const recorded = endOf(hops, lacks)
  // A line may speak of another call to the same URL: of one that the page got, it does not.
  const messages = recorded === 'delivered' ? [] : found
  const page = pageOriginOf(hops, messages)
  const profile = recordedBy ?? (first && engineOf(first)) ?? 'chromium'
  const candidates = page === undefined ? [] : judged(hops, page.origin, kind, profile, lacks)
  const blocked = candidates.find(({ verdict }) => isBlocked(verdict, messages))
  const told = messages.some(({ message }) => message.says === 'blocked')
  const ended = recorded === 'not-told' && told && blocked ? 'blocked' : recorded
  const chosen =
    (ended === 'blocked' ? blocked : candidates.find(({ verdict }) => verdict.outcome !== 'blocked')) ??
    candidates[0]
  const assumed = chosen !== undefined && !isCredentialsModeTold(hops, messages)
  return {
    hops,
    kind,
    ...(page && { page }),
    ...chosen,
    ...(assumed && { credentialsAssumed: true }),
    ended,
    profile,
    messages,
    lacks,
  }
}

function judged(
  hops: readonly RecordedHop[],
  origin: string,
  kind: RecordedExchange['kind'],
  profile: Profile,
  lacks: ReadonlySet<Lack>,
): readonly { readonly exchange: Exchange; readonly verdict: KeptVerdict }[] {
  return credentialsModes(hops, lacks).flatMap((mode) => {
    const exchange = toExchange(hops, origin, kind, mode)
    if (!exchange) return []
    const { legs: _, preflightCache: __, ...verdict } = judge(exchange, profile)
    return [{ exchange, verdict }]
  })
}

/** The likelier mode first. */
function credentialsModes(
  hops: readonly RecordedHop[],
  lacks: ReadonlySet<Lack>,
): readonly ('same-origin' | 'include')[] {
  if (carriesCookie(hops)) return ['include']
  return lacks.has('cookies') ? ['include', 'same-origin'] : ['same-origin', 'include']
}

function carriesCookie(hops: readonly RecordedHop[]): boolean {
  return hops.some(({ call }) => call && fieldValue(call.request.headers, 'cookie') !== undefined)
}

/** Whether the mode follows from a cookie that went along, or from the reason that the browser gave. */
function isCredentialsModeTold(hops: readonly RecordedHop[], messages: readonly ConsoleMessage[]): boolean {
  if (carriesCookie(hops)) return true
  if (messages.some(({ message }) => message.says === 'blocked' && message.corsError)) return true
  return hops.some(({ preflight, call }) => preflight?.corsError ?? call?.corsError)
}

/** Whether a verdict is the one that the console tells, where it tells one. */
function isBlocked(verdict: KeptVerdict, messages: readonly ConsoleMessage[]): boolean {
  if (verdict.outcome !== 'blocked') return false
  const told = messages.flatMap(({ message }) =>
    message.says === 'blocked' && message.corsError ? [message.corsError.name] : [],
  )
  return told.length === 0 || (verdict.corsError !== undefined && told.includes(verdict.corsError.name))
}

/** The words of recorders for an answer that was kept from the page, or a call that was never made. */
const keptBack = /ERR_FAILED|ERR_BLOCKED_BY_RESPONSE|ERR_INVALID_REDIRECT|DOM_BAD_URI|access control/i

function endOf(hops: readonly RecordedHop[], lacks: ReadonlySet<Lack>): RecordedExchange['ended'] {
  const entries = hops.flatMap(({ preflight, call }) => [preflight, call])
  const errors = entries.flatMap((entry) => entry?.error ?? [])
  if (errors.some((error) => keptBack.test(error))) return 'blocked'
  if (entries.some((entry) => entry?.corsError)) return 'blocked'
  if (errors.length > 0) return 'failed'
  const last = hops.at(-1)
  const status = last?.call?.response?.status ?? 0
  if (status < 100) return last?.preflight ? 'blocked' : 'failed'
  const target = last?.call && redirectTarget(last.call)
  if (target !== undefined) {
    if (hops.length === maxHops) return 'blocked'
    // Going round in a circle is no end.
    if (hops.some(({ call }) => call?.request.url === target)) return 'not-told'
  }
  return lacks.has('verdict') ? 'not-told' : 'delivered'
}

function engineOf({ request }: Entry): Profile | undefined {
  const agent = fieldValue(request.headers, 'user-agent') ?? ''
  if (/Chrom(?:e|ium)\//.test(agent)) return 'chromium'
  if (/Firefox\//.test(agent)) return 'firefox'
  return /AppleWebKit\//.test(agent) ? 'webkit' : undefined
}
