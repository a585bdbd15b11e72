import type { LookAlike, LookAlikeKind } from '@clearway/rules/messages'
import { problemInfo } from '@clearway/rules/problems'
import type { Severity } from '../../report.ts'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { serverWideFailures } from '../server-wide.ts'
import { fixesForNotCors } from '../exchange/fixes-for-not-cors.ts'
import { networkErrorWords } from '../exchange/network-errors.ts'
import { calledUrl, citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

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
      ...(serverWideFailures.has(message.kind) && { cause: message.kind }),
      evidence: [citeLine(line), cite(line.at, 'browser error', message.detail)],
      fixes: isFrameRule(message) ? wholeWindow : fixesForNotCors(message.kind, calledUrl(message)),
    }
  },
})

const lighter: Partial<Record<LookAlikeKind, Severity>> = { aborted: 'info', 'blocked-by-client': 'warning' }

/** Of a status alone nobody knows whether the page expected it. */
function severityOf({ kind, detail }: LookAlike): Severity | undefined {
  if (kind === 'http-status') return detail.startsWith('5') ? 'warning' : 'info'
  return lighter[kind]
}

const wholeWindow = problemInfo('idp/no-cors-on-sign-in').fixes.slice(0, 1)

/** The rule of the framed page, not of the one around it. */
function isFrameRule({ kind, detail }: LookAlike): boolean {
  return kind === 'content-security-policy' && detail.startsWith('frame-ancestors')
}

function wordsFor(message: LookAlike): string {
  const { engine, kind, detail } = message
  if (isFrameRule(message))
    return 'it was to be shown in a frame, and its own Content-Security-Policy (frame-ancestors) forbids that; sign-in pages do, and need the whole window'
  if (kind === 'http-status') return `the server answered with ${detail}`
  if (kind === 'connection' && engine === 'firefox')
    return 'no answer came. Firefox says “CORS request did not succeed” for a name that does not resolve, a refused connection and a certificate that it does not trust alike'
  return networkErrorWords[kind]
}
