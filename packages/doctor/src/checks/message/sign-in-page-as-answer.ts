import { defineCheck } from '../check.ts'
import { citeLine, subjectOfLine } from './line.ts'

/**
 * A line about HTML where the page's code expected JSON: after a session has ended, most often a sign-in page
 * with status 200. The line names neither the call nor the answer.
 */
export const signInPageAsAnswer = defineCheck<'message'>({
  name: 'console lines about HTML in place of JSON',
  of: 'message',
  codes: ['session/sign-in-page-as-answer'],
  look: (line) => {
    const { message } = line
    if (message.says !== 'not-cors' || message.kind !== 'html-instead-of-json') return undefined
    return {
      code: 'session/sign-in-page-as-answer',
      severity: 'warning',
      summary:
        'The page’s code expected JSON and got HTML. That is no CORS error: most often the session had ended and the call was ' +
        'redirected to a sign-in page of the same origin; it may also be an error page, or the page’s own start page for an address that does not exist. ' +
        'A HAR of the call shows which.',
      subject: subjectOfLine(message),
      evidence: [citeLine(line)],
    }
  },
})
