import type { SiteAnswer } from '@clearway/gallery'
import { preflight as allowingPreflight } from '../../../examples/gallery/answers.ts'

export { allowing, html, json } from '../../../examples/gallery/answers.ts'

/** The answer to a preflight from a page of one origin, remembered for ten minutes. */
export const preflight = (origin: string, headers: SiteAnswer['headers'] = {}): SiteAnswer => {
  const answer = allowingPreflight(origin)
  return { ...answer, headers: { ...answer.headers, 'Access-Control-Max-Age': '600', ...headers } }
}
