import { answerField } from './answer-field.ts'
import type { Block } from './endings.ts'
import type { Answer } from './exchange.ts'
import { isAtHome, siteOfPage } from './request-origin.ts'
import { siteOfUrl } from './request-site.ts'
import type { RunningCall } from './running-call.ts'

/**
 * Blocks the answer to a `no-cors` call whose Cross-Origin-Resource-Policy keeps it from the page.
 *
 * Does not know the page's Cross-Origin-Embedder-Policy, which can block answers without that header, nor
 * opaque response blocking.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header Fetch Standard, 3.7}
 */
export function refusePolicy(call: RunningCall, answer: Answer): Block | undefined {
  const policy = answerField(answer.headers, 'cross-origin-resource-policy')
  if (policy !== 'same-origin' && policy !== 'same-site') return undefined
  if (isAtHome(call) || (policy === 'same-site' && isOnSameSite(call))) return undefined
  const reason = `The answer's Cross-Origin-Resource-Policy is ${policy}, and the page is of another one.`
  return { step: 'H6', code: 'browser/not-cors', reason }
}

/** Same site whatever the scheme, except that a page over http gets nothing that came over https. */
function isOnSameSite(call: RunningCall): boolean {
  const page = siteOfPage(call.exchange.origin)
  if (page === undefined) return false
  const isSecurePage = page.startsWith('https:')
  if (!isSecurePage && call.url.scheme === 'https:') return false
  return hostOf(page) === hostOf(siteOfUrl(call.url))
}

function hostOf(site: string): string {
  return site.slice(site.indexOf('//'))
}
