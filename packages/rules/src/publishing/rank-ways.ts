import { judgeApplicationCode } from './application-code.ts'
import { judgeCommonParent } from './common-parent.ts'
import { judgeComplexApplication } from './complex-application.ts'
import { judgeOwnDomain } from './own-domain.ts'
import { publishingCase, type PublishingFacts } from './publishing-case.ts'
import { judgeResponseHeaders } from './response-headers.ts'
import { judgeTokenLifetime } from './token-lifetime.ts'
import type { JudgeWay, Way } from './way.ts'

/** Where two fit equally well, the one that changes less comes first. */
const judges: readonly JudgeWay[] = [
  judgeCommonParent,
  judgeOwnDomain,
  judgeComplexApplication,
  judgeResponseHeaders,
  judgeApplicationCode,
  judgeTokenLifetime,
]

const order: readonly Way['fits'][] = ['best', 'well', 'partly', 'not']

/**
 * The ways to bring together a page and an API that are published apart, the best for the case at hand first:
 * a common parent, an own domain, a complex application, response headers, changed code, a longer token lifetime.
 * Empty when both are of one origin, or one of them is no URL with scheme http or https.
 *
 * Knows only what it is told: whether a domain is really one's own, or an API takes calls of this page already,
 * it cannot see.
 *
 * @param page - The URL of the page, as browsers see it.
 * @param api - The URL of the API that the page calls, as browsers see it.
 * @param facts - What else is known.
 */
export function rankWays(page: string, api: string, facts: PublishingFacts = {}): readonly Way[] {
  const each = publishingCase(page, api, facts)
  if (each === undefined) return []
  return judges.map((judge) => judge(each)).toSorted((a, b) => order.indexOf(a.fits) - order.indexOf(b.fits))
}
