import { defineCheck } from '../check.ts'
import { citeLine, subjectOfLine } from './line.ts'

/** A line about an empty body where JSON was expected: what `mode: 'no-cors'` gives to the page's code. */
export const opaqueAnswer = defineCheck<'message'>({
  name: 'console lines about empty answers',
  of: 'message',
  codes: ['cors/opaque-answer'],
  look: (line) => {
    const { message } = line
    if (message.says !== 'not-cors' || message.kind !== 'opaque-body') return undefined
    return {
      code: 'cors/opaque-answer',
      severity: 'warning',
      summary:
        'The page’s code found nothing where it expected JSON. An answer to a call with mode no-cors looks like that to the page, whatever the server sent; ' +
        'without that mode in the code, the server really sent an empty or cut body.',
      subject: subjectOfLine(message),
      evidence: [citeLine(line)],
    }
  },
})
