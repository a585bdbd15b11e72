import { catalogue, isProblemCode, type Fix } from '@clearway/rules/problems'
import { page } from '../answer.ts'
import { escapeHtml, htmlPage, proseHtml } from '../html.ts'
import { problemsPath } from '../own-paths.ts'
import { refuse } from '../refusals/refusal.ts'
import type { Endpoint } from './endpoint.ts'

const fixHtml = ({ title, steps, text }: Fix): string =>
  `<h3>${escapeHtml(title)}</h3><p>${proseHtml(steps)}</p>${text === undefined ? '' : `<pre>${escapeHtml(text)}</pre>`}`

/** `GET /.clearway/problems/<area>/<slug>`: what a problem code means; where the `type` of problem details leads. */
export const problems: Endpoint = {
  methods: ['GET', 'HEAD'],
  answer: ({ matchPath }) => {
    const code = matchPath.slice(problemsPath.length)
    if (!isProblemCode(code)) return refuse('proxy/no-segment', 'There is no problem of this name.')
    const { title, summary, seen, causes, fixes } = catalogue[code]
    return page(
      200,
      htmlPage(
        title,
        `<h1>${escapeHtml(title)}</h1><p class="quiet"><code>${escapeHtml(code)}</code></p>
<p>${proseHtml(summary)}</p>
<h2>What people see</h2><p>${proseHtml(seen)}</p>
<h2>Causes</h2><ul>${causes.map((cause) => `<li>${proseHtml(cause)}</li>`).join('')}</ul>
<h2>Fixes</h2>${fixes.map(fixHtml).join('')}`,
      ),
    )
  },
}
