import { excerpt } from '@clearway/rules/http'
import type { BlockedByCors } from '@clearway/rules/messages'
import { defineCheck, type Found } from '../check.ts'
import { cite } from '../evidence.ts'
import { shellAddress } from '../shell-address.ts'
import type { Fix } from '@clearway/rules/problems'
import { blockedLine, citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

/** A line about an answer without Access-Control-Allow-Origin, of the call or of its preflight. */
export const missingAllowOrigin = defineCheck<'message'>({
  name: 'console lines about answers without CORS headers',
  of: 'message',
  codes: ['cors/missing-allow-origin', 'cors/error-without-headers'],
  look: (each) => {
    const blocked = blockedLine(each)
    if (blocked?.message.code !== 'cors/missing-allow-origin') return undefined
    const { line, message } = blocked
    const { status } = message
    const explained = explain(message)
    // An error is one of its own, and a route that is missing is missing at this address.
    const isOfServer = explained.code === 'cors/missing-allow-origin' && status !== 404
    return {
      ...explained,
      ...(isOfServer && { cause: `${message.corsError?.name ?? message.reason} ${status ?? ''}` }),
      subject: subjectOfLine(message),
      evidence: [
        citeLine(line),
        ...(message.origin === undefined ? [] : [cite(line.at, 'page origin', excerpt(message.origin, 120))]),
        ...(status === undefined ? [] : [cite(line.at, 'status', String(status))]),
      ],
    }
  },
})

function explain(message: BlockedByCors): Pick<Found, 'code' | 'summary' | 'fixes'> {
  const { status = 0, corsError, engine } = message
  const who = whoCalledWhat(message)
  if (corsError?.name === 'PreflightMissingAllowOriginHeader') {
    return {
      code: 'cors/missing-allow-origin',
      summary:
        `${who}. The browser asked first with a preflight (OPTIONS), and the answer to that has no Access-Control-Allow-Origin. ` +
        'Either the API has no CORS for this address, or something in front of it answered: a sign-in (pre-authentication), ' +
        'a gateway or a firewall. Preflights carry no cookies and no token, so a sign-in lets none through.',
      fixes: [askAsTheBrowser(message)],
    }
  }
  if (status >= 500 || (status >= 400 && engine === 'chromium')) {
    return {
      code: 'cors/error-without-headers',
      summary:
        `${who} and was answered with ${status}, without CORS headers. ` +
        `The browser reports a CORS error; what has to be mended first is the ${status}.`,
    }
  }
  const refused = status >= 400 ? `, with status ${status}: it may be the preflight's answer` : ''
  return {
    code: 'cors/missing-allow-origin',
    summary:
      `${who}. The answer has no Access-Control-Allow-Origin${refused}. ` +
      'Either the API has no CORS for this address, or what came is not its answer but that of a gateway, a sign-in or an error page.',
  }
}

/** The origin goes into a command line: nothing but an origin may. */
const safeOrigin = /^https?:\/\/[a-z0-9.-]{1,200}(?::\d{1,5})?$/

function askAsTheBrowser({ url, origin }: BlockedByCors): Fix {
  const from = origin !== undefined && safeOrigin.test(origin) ? origin : 'https://app.example.com'
  const to = url !== undefined && URL.canParse(url) ? shellAddress(url) : 'https://api.example.com/contacts'
  return {
    title: 'See who answers the preflight',
    steps:
      'The status and the `Server` and `Location` headers tell. 302 to a sign-in page, or 401: a sign-in in front of the API ' +
      '(`proxy/preflight-blocked`); let OPTIONS through there. 404 or 405: the server knows no OPTIONS for this address. ' +
      '200 or 204 without the header: CORS is not switched on for it, or not for this origin.',
    language: 'sh',
    text: `curl -si -X OPTIONS ${to} -H 'Origin: ${from}' -H 'Access-Control-Request-Method: GET'`,
  }
}
