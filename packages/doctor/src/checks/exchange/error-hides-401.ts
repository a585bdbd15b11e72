import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { LogLine } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import type { Case } from '../check.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { carriesToken, expiryOf, tokenOf } from './carried.ts'
import { textsOf } from '@clearway/rules/token'
import { defineCause } from './define-cause.ts'
import { callsOf, statusOf } from './entries.ts'
import { readKnownErrors } from './known-error.ts'

/** The difference of clocks that validators allow by default, in seconds. */
const allowedSkew = 300

/** A 5xx whose reason was the token: the answer, a log, or the token itself shows it. */
export const errorHides401 = defineCause({
  name: 'server errors that hide a 401',
  codes: ['api/error-hides-401'],
  of: ['refused', 'kept-back', 'not-told'],
  look: (exchange, all) => {
    const call = callsOf(exchange).at(-1)
    const status = statusOf(call)
    if (!call || status === undefined || status < 500) return undefined
    const reason = byAnswer(exchange) ?? byToken(exchange, all) ?? byLog(exchange, all)
    if (!reason) return undefined
    return {
      code: 'api/error-hides-401',
      summary:
        `${whoCalledWhat(exchange)} and got ${status}. ${reason.says} ` +
        'A token that is not accepted is answered with 401; a server error hides that from the page and from whoever looks for the cause.',
      evidence: [citeRequest(call), ...citeStatus(call), reason.evidence],
    }
  },
})

interface Reason {
  readonly says: string
  readonly evidence: Evidence
}

function byAnswer(exchange: RecordedExchange): Reason | undefined {
  const found = readKnownErrors(exchange).find(({ error }) => isAboutSignIn(error.problem))
  return (
    found && { says: `The answer names ${found.error.code}: ${found.error.means}`, evidence: found.evidence }
  )
}

function byToken(exchange: RecordedExchange, all: Case): Reason | undefined {
  const expiry = expiryOf(exchange, all)
  if (expiry && expiry.secondsPast > allowedSkew) {
    return { says: 'The token that the call carried had expired.', evidence: expiry.evidence }
  }
  const token = tokenOf(exchange, all)
  const expected = all.expectations.audiences
  const audiences = token && textsOf(token.claims, 'aud')
  if (!audiences || !expected || audiences.some((each) => expected.includes(each))) return undefined
  return {
    says: 'The token that the call carried was issued for another API.',
    evidence: cite(callsOf(exchange)[0]!.at, 'token claim aud', audiences.join(', ')),
  }
}

/** A log has no link to a call; that the API's log names a refused token while calls with tokens fail is enough. */
function byLog(exchange: RecordedExchange, all: Case): Reason | undefined {
  if (!carriesToken(exchange, all)) return undefined
  const line = refusalIn(all.material)
  return (
    line && {
      says: `The log names ${line.error.code}: ${line.error.means}`,
      evidence: cite(line.at, 'log line', `${line.error.code}: ${line.error.means}`),
    }
  )
}

const refusals = new WeakMap<Case['material'], LogLine | 'none'>()

/** The first line of a server's log that names a refused token. */
function refusalIn(material: Case['material']): LogLine | undefined {
  let line = refusals.get(material)
  if (line === undefined) {
    line =
      material.logLines.find(
        ({ error }) =>
          error.system !== 'msal' && error.system !== 'adal' && error.problem.startsWith('token/'),
      ) ?? 'none'
    refusals.set(material, line)
  }
  return line === 'none' ? undefined : line
}

function isAboutSignIn(problem: string): boolean {
  return problem.startsWith('token/') || problem.startsWith('idp/')
}
