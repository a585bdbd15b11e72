import { problemInfo } from '@clearway/rules/problems'
import { escapeHtml, htmlPage } from '../html.ts'
import type { Refusal } from './refusal.ts'

/** Where a refusal's page leads. */
export interface RefusalLinks {
  readonly requestId: string
  readonly explainedAt: string | undefined
  readonly startAt: string | undefined
  readonly signInAt: string | undefined
  /** Where another account can be picked; for somebody signed in who may not go on. */
  readonly switchAt: string | undefined
}

const link = (href: string | undefined, text: string, className = ''): string =>
  href === undefined
    ? ''
    : `<a${className && ` class="${className}"`} href="${escapeHtml(href)}">${escapeHtml(text)}</a>`

/** The page that a person sees when a navigation is refused: what happened, what to do, what to tell the operator. */
export const refusalPage = ({ code, detail, status }: Refusal, links: RefusalLinks): string => {
  const { title } = problemInfo(code)
  const mayPass = status > 501
  const remedy =
    link(links.signInAt, 'Sign in', 'button') ||
    link(links.switchAt, 'Use another account', 'button') ||
    link(links.startAt, mayPass ? 'Try again' : 'Start again', 'button')
  return htmlPage(
    title,
    `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(detail)}${mayPass ? ' This may pass by itself.' : ''}</p>
<p>${remedy}</p>
<p class="quiet end">To have it looked into, pass this on to whoever runs the application:</p>
<dl>
<dt>Problem</dt><dd>${link(links.explainedAt, code) || escapeHtml(code)}</dd>
<dt>Request</dt><dd><code>${escapeHtml(links.requestId)}</code></dd>
</dl>`,
  )
}
