import { createHash } from 'node:crypto'
import type { Report } from '../../report.ts'
import { conclusion, leftOutWords } from '../conclusion.ts'
import { cutMiddle } from '../cut-middle.ts'
import { describeInput, inputName } from '../describe-input.ts'
import { escapeHtml, proseHtml } from './escape-html.ts'
import { findingHtml } from './finding-html.ts'
import { styleSheet } from './style-sheet.ts'

/**
 * A report as one HTML file that needs nothing besides itself: no script, no network. Its content policy permits the
 * one style sheet by its hash and nothing else, so that even a fault in the escaping would run nothing.
 */
export function renderHtml(report: Report): string {
  const { findings, inputs, notChecked, held = [], verdicts = [] } = report
  const { severity, text } = conclusion(report)
  const leftOut = leftOutWords(report)
  const hash = createHash('sha256').update(styleSheet).digest('base64')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(text)} Clearway doctor</title>
<style>${styleSheet}</style>
</head>
<body>
<header>
<p class="product">Clearway doctor</p>
<h1 class="${severity}">${escapeHtml(text)}</h1>
${contents(report)}</header>
<main>
${findings.map((finding, index) => findingHtml(finding, `finding-${index + 1}`)).join('\n')}
${leftOut === undefined ? '' : `<section><p><strong>${proseHtml(leftOut)}</strong></p></section>`}
${section('Read', inputs.map(inputHtml), 'ul')}
${section(
  'What holds of the token',
  held.map(({ check, value }) => `<dt>${proseHtml(check)}</dt><dd>${proseHtml(value)}</dd>`),
  'dl',
)}
${section(
  'What each browser makes of it',
  verdicts.map(
    ({ profile, outcome, step, reason }) =>
      `<dt>${escapeHtml(profile)}: ${escapeHtml(outcome)} <span class="quiet">${escapeHtml(step)}</span></dt><dd>${proseHtml(reason)}</dd>`,
  ),
  'dl',
)}
${section(
  'Not checked',
  notChecked.map(
    ({ check, reason }) => `<li>${proseHtml(check)}: <span class="quiet">${proseHtml(reason)}</span></li>`,
  ),
  'ul',
)}
</main>
</body>
</html>
`
}

function contents({ findings }: Report): string {
  if (findings.length < 2) return ''
  const titles = findings.map(({ title }) => title)
  const repeated = new Set(titles.filter((title, at) => titles.indexOf(title) !== at))
  const items = findings.map(
    ({ severity, title, summary }, index) =>
      `<li><a href="#finding-${index + 1}"><span class="badge ${severity}">${severity}</span> ${proseHtml(title)}</a>${repeated.has(title) ? `<br><span class="quiet">${proseHtml(firstSentence(summary))}</span>` : ''}</li>`,
  )
  return `<nav aria-label="Findings"><ol>${items.join('')}</ol></nav>\n`
}

/** Who called what: tells findings of one title apart. */
function firstSentence(summary: string): string {
  return cutMiddle(summary.split(/\. (?=[A-Z])/, 1)[0] ?? '', 200)
}

function section(title: string, items: readonly string[], list: 'ul' | 'dl'): string {
  if (items.length === 0) return ''
  return `<section><h2>${title}</h2><${list}>${items.join('\n')}</${list}></section>`
}

function inputHtml(input: Report['inputs'][number]): string {
  const problems = input.problems.map(
    ({ code, detail, offset }) =>
      `<li><code>${escapeHtml(code)}</code> ${proseHtml(detail)}${offset === undefined ? '' : ` <span class="quiet">byte ${offset}</span>`}</li>`,
  )
  const list = problems.length === 0 ? '' : `<ul>${problems.join('')}</ul>`
  return `<li><strong>${escapeHtml(inputName(input.name))}</strong> <span class="quiet">${escapeHtml(describeInput(input))}</span>${list}</li>`
}
