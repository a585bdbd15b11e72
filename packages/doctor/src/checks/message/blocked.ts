import { catalogue, type ProblemCode } from '@clearway/rules/problems'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { serverWideProblems } from '../server-wide.ts'
import { blockedLine, citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

const codes = (Object.keys(catalogue) as ProblemCode[]).filter(
  (code) => code.startsWith('cors/') || code === 'browser/not-cors',
)

/** Every other line that says why CORS blocked a call: the browser's own reason. */
export const blocked = defineCheck<'message'>({
  name: 'console lines about blocked calls',
  of: 'message',
  codes,
  look: (each) => {
    const found = blockedLine(each)
    if (!found) return undefined
    const { line, message } = found
    const { corsError } = message
    return {
      code: message.code,
      summary: `${whoCalledWhat(message)}. The browser blocked it: ${sentence(message.reason)}`,
      subject: subjectOfLine(message),
      ...(serverWideProblems.has(message.code) && { cause: corsError?.parameter ?? message.reason }),
      evidence: [
        citeLine(line),
        ...(corsError === undefined || corsError.parameter === ''
          ? []
          : [cite(line.at, 'refused value', corsError.parameter)]),
      ],
    }
  },
})

function sentence(reason: string): string {
  const text = reason.trim()
  return /[.!?]$/.test(text) ? text : `${text}.`
}
