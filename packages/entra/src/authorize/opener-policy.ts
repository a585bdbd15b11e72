import type { Answer } from '../answer.ts'
import type { Behavior } from '../directory/directory.ts'

/**
 * Adds `Cross-Origin-Opener-Policy` to a page that people see, as the directory's `behavior` says. It cuts the tie to
 * whoever opened the window, so that a popup's opener can neither read nor close it. Redirects and the pages that
 * post an answer on stay without.
 * @param openerIsChecked the client says, by `pocd=1`, that it has no opener it does not trust
 */
export function withOpenerPolicy(
  answer: Answer,
  mode: Behavior['crossOriginOpenerPolicy'],
  openerIsChecked: boolean,
): Answer {
  const isPage = answer.headers['x-frame-options'] !== undefined
  const applies = mode === 'always' || (mode === 'entra' && !openerIsChecked)
  if (!isPage || !applies) return answer
  return { ...answer, headers: { ...answer.headers, 'cross-origin-opener-policy': 'same-origin' } }
}
