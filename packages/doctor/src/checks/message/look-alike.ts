import type { LookAlike, LookAlikeKind } from '@clearway/rules/messages'
import type { Severity } from '../../report.ts'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { networkErrorWords } from '../exchange/network-errors.ts'
import { citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

/** A line about a failure that is not CORS, named as what it is. */
export const lookAlike = defineCheck<'message'>({
  name: 'console lines about failures that are not CORS',
  of: 'message',
  codes: ['browser/not-cors'],
  look: (line) => {
    const { message } = line
    if (message.says !== 'not-cors') return undefined
    const severity = severityOf(message)
    return {
      code: 'browser/not-cors',
      ...(severity && { severity }),
      summary: `${whoCalledWhat(message)}: ${wordsFor(message)}. CORS headers would not change that.`,
      subject: `${subjectOfLine(message)} ${message.kind}`,
      evidence: [citeLine(line), cite(line.at, 'browser error', message.detail)],
    }
  },
})

const lighter: Partial<Record<LookAlikeKind, Severity>> = { aborted: 'info', 'blocked-by-client': 'warning' }

/** Of a status alone nobody knows whether the page expected it. */
function severityOf({ kind, detail }: LookAlike): Severity | undefined {
  if (kind === 'http-status') return detail.startsWith('5') ? 'warning' : 'info'
  return lighter[kind]
}

function wordsFor({ engine, kind, detail }: LookAlike): string {
  if (kind === 'http-status') return `the server answered with ${detail}`
  if (kind === 'connection' && engine === 'firefox')
    return 'no answer came. Firefox says “CORS request did not succeed” for a name that does not resolve, a refused connection and a certificate that it does not trust alike'
  return networkErrorWords[kind]
}
