import type { Fix } from '@clearway/rules/problems'
import type { ChainHop, Evidence, Finding } from '../../report.ts'
import { cutMiddle } from '../cut-middle.ts'
import { foldChain, leftOutWords, type LeftOut, type ShownHop } from '../fold-chain.ts'
import { isRefusal } from '../is-refusal.ts'
import { placeOf } from '../place-of.ts'
import { escapeHtml, proseHtml } from './escape-html.ts'
import { sequencePicture } from './sequence-picture.ts'

/**
 * One finding as HTML.
 *
 * @param id - What links lead to.
 */
export function findingHtml(finding: Finding, id: string): string {
  const { severity, title, code, count, summary, chain = [], evidence, fixes, docs } = finding
  const seen = count > 1 ? ` <span class="quiet">seen ${count} times</span>` : ''
  return `<article id="${id}" class="${severity}">
<p class="facts"><span class="badge ${severity}">${severity}</span> <code>${escapeHtml(code)}</code>${seen}</p>
<h2>${proseHtml(title)}</h2>
<p>${proseHtml(summary)}</p>
${chain.length === 0 ? '' : figure(chain)}
${evidence.length === 0 ? '' : `<h3>Evidence</h3>\n<dl class="evidence">${evidence.map(evidenceHtml).join('\n')}</dl>`}
${fixes.length === 0 ? '' : `<h3>Fixes</h3>\n${fixes.map(fixHtml).join('\n')}`}
<p class="quiet">More: <code>${escapeHtml(docs)}</code></p>
</article>`
}

/** The picture for wide screens and paper; for phones, where its text would be too small, the same as a list. */
function figure(chain: readonly ChainHop[]): string {
  return `<figure>${sequencePicture(chain)}<ol class="hops">${foldChain(chain).map(rowHtml(chain)).join('')}</ol></figure>`
}

function rowHtml(chain: readonly ChainHop[]): (each: ShownHop | LeftOut) => string {
  const end = chain.some(({ stopped }) => stopped) ? undefined : chain.at(-1)
  return (each) =>
    'hop' in each ? hopHtml(each, each.hop === end) : `<li class="gap">… ${leftOutWords(each)}</li>`
}

function hopHtml({ hop, index }: ShownHop, isEnd: boolean): string {
  const { kind, method, url, status, note, stopped } = hop
  const label = kind === 'call' ? '' : ` <span class="quiet">${kind}</span>`
  const answer = [
    status === undefined ? 'no answer' : String(status),
    ...(note === undefined ? [] : [note]),
  ].join(' ')
  const mark = isEnd && isRefusal(hop) ? '<strong class="refused">!</strong> ' : ''
  const stop = stopped ? '<strong class="stop">✗ the browser stops here</strong>' : ''
  return `<li value="${index + 1}"${stopped ? ' class="stopped"' : ''}><code>${escapeHtml(`${method} ${cutMiddle(url, 200)}`)}</code>${label}<br>${mark}<span class="quiet">${escapeHtml(answer)}</span>${stop}</li>`
}

function evidenceHtml(evidence: Evidence): string {
  return `<div><dt>${escapeHtml(evidence.what)}</dt><dd><code>${escapeHtml(evidence.value)}</code> <span class="quiet">${escapeHtml(placeOf(evidence))}</span></dd></div>`
}

function fixHtml({ title, steps, text }: Fix, index: number): string {
  const copy = text === undefined ? '' : `<pre><code>${escapeHtml(text)}</code></pre>`
  return `<details${index === 0 ? ' open' : ''}><summary>${index + 1}. ${proseHtml(title)}</summary><p>${proseHtml(steps)}</p>${copy}</details>`
}
