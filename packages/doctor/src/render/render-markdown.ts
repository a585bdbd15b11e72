import type { Fix } from '@clearway/rules/problems'
import type { Evidence, Finding, InputReport, Report } from '../report.ts'
import { conclusion, leftOutWords } from './conclusion.ts'
import { cutMiddle } from './cut-middle.ts'
import { describeInput, inputName } from './describe-input.ts'
import { drawChain } from './draw-chain.ts'
import { placeOf } from './place-of.ts'

/** A report for a ticket: headings, tables, code blocks. Everything that comes from an input is escaped. */
export function renderMarkdown(report: Report): string {
  const { findings, inputs, notChecked, held = [], verdicts = [] } = report
  const leftOut = leftOutWords(report)
  const blocks = [
    `# ${conclusion(report).text}`,
    ...findings.flatMap(findingBlocks),
    ...(leftOut === undefined ? [] : [`**${prose(leftOut)}**`]),
    ...(inputs.length === 0 ? [] : ['## Read', inputs.map(inputItem).join('\n')]),
    ...(held.length === 0
      ? []
      : [
          '## What holds of the token',
          table(
            ['Check', 'Value'],
            held.map(({ check, value }) => [prose(check), prose(value)]),
          ),
        ]),
    ...(verdicts.length === 0
      ? []
      : [
          '## What each browser makes of it',
          table(
            ['Browser', 'Outcome', 'Step', 'Reason'],
            verdicts.map(({ profile, outcome, step, reason }) => [profile, outcome, step, prose(reason)]),
          ),
        ]),
    ...(notChecked.length === 0
      ? []
      : [
          '## Not checked',
          notChecked.map(({ check, reason }) => `- ${prose(check)}: ${prose(reason)}`).join('\n'),
        ]),
  ]
  return `${blocks.join('\n\n')}\n`
}

function findingBlocks(finding: Finding): readonly string[] {
  const { title, code, severity, count, summary, chain = [], evidence, fixes, docs } = finding
  const drawing = drawChain(chain, 100, true)
  return [
    `## ${prose(title)}`,
    `**${severity}** · \`${code}\`${count > 1 ? ` · seen ${count} times` : ''}`,
    prose(summary),
    ...(drawing.length === 0 ? [] : [codeBlock('text', drawing.map(({ text }) => text).join('\n'))]),
    ...(evidence.length === 0
      ? []
      : ['### Evidence', table(['What', 'Value', 'Where'], evidence.map(evidenceRow))]),
    ...(fixes.length === 0 ? [] : ['### Fixes', ...fixes.flatMap(fixBlocks)]),
    `More: \`${docs}\``,
  ]
}

function fixBlocks({ title, steps, language = '', text }: Fix, index: number): readonly string[] {
  return [
    `**${index + 1}. ${prose(title)}**`,
    prose(steps),
    ...(text === undefined ? [] : [codeBlock(language, text)]),
  ]
}

function evidenceRow(evidence: Evidence): readonly string[] {
  return [prose(evidence.what), codeSpan(cutMiddle(evidence.value, 300)), prose(placeOf(evidence))]
}

function inputItem(input: InputReport): string {
  const problems = input.problems.map(
    ({ code, detail, offset }) =>
      `  - \`${code}\`: ${prose(detail)}${offset === undefined ? '' : ` (byte ${offset})`}`,
  )
  return [`- ${prose(inputName(input.name))}: ${prose(describeInput(input))}`, ...problems].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/**
 * Prose in which backticks mark code, and in which nothing else means anything to Markdown, HTML or a ticket system.
 * URLs become code as well: nobody clicks by mistake what stood in somebody's capture.
 */
function prose(text: string): string {
  return oneLine(text)
    .split(/(`[^`]*`|\b[a-z][a-z0-9+.-]{0,15}:\/\/[^\s`]*[^\s`.,;:)\]])/i)
    .map((part, index) =>
      index % 2 === 0 ? escape(part) : codeSpan(part.startsWith('`') ? part.slice(1, -1) : part),
    )
    .join('')
}

/** Also `@` and `#`, by which tickets call people and other tickets. */
function escape(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]()#+!|~<>&@$^]/g, '\\$&')
    .replaceAll(/(^|\s)(-|=|\d{1,9}\.)(?=\s|$|-|=)/g, '$1\\$2')
}

/** A fence longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const shown = oneLine(text)
  if (shown.trim() === '') return '(empty)'
  const fence = '`'.repeat(longestRun(shown) + 1)
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return fence + pad + shown.replaceAll('|', '\\|') + pad + fence
}

function codeBlock(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${/^[a-z0-9+#-]{0,20}$/i.test(language) ? language : ''}\n${text}\n${fence}`
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\t]+/g, ' ')
}
