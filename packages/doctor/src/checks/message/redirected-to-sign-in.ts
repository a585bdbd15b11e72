import type { Fix } from '@clearway/rules/problems'
import type { BlockedByCors } from '@clearway/rules/messages'
import { addressOf } from '../address.ts'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { signInPlace, type SignInPlace } from '../exchange/sign-in-place.ts'
import { blockedLine, citeLine, subjectOfLine } from './line.ts'

/**
 * A line about a call that ended at a sign-in page after a redirect. Firefox and Safari name the last address
 * only, so there a redirect is taken as the likelier case.
 *
 * Does not know whether the call carried cookies or a token.
 */
export const redirectedToSignIn = defineCheck<'message'>({
  name: 'console lines about redirects to sign-in',
  of: 'message',
  codes: ['session/redirected-to-sign-in'],
  look: (each) => {
    const blocked = blockedLine(each)
    const url = blocked?.message.url
    const place = url === undefined ? undefined : signInPlace(url)
    if (!blocked || url === undefined || !place || !wasRedirected(blocked.message)) return undefined
    const { message, line } = blocked
    return {
      code: 'session/redirected-to-sign-in',
      summary: summaryOf(message, url, place),
      subject: subjectOfLine(message),
      ...(message.redirectedFrom !== undefined && { cause: addressOf(url) }),
      evidence: [
        citeLine(line),
        cite(line.at, 'sign-in page', addressOf(url)),
        ...(message.redirectedFrom === undefined
          ? []
          : [cite(line.at, 'redirected from', addressOf(message.redirectedFrom))]),
      ],
      fixes: [findTheCall(message)],
    }
  },
})

/** Whether the call began elsewhere. Chromium would say so; a redirect within the sign-in counts as calling it. */
function wasRedirected({ engine, redirectedFrom }: BlockedByCors): boolean {
  if (redirectedFrom === undefined) return engine !== 'chromium'
  return signInPlace(redirectedFrom) === undefined
}

function summaryOf(message: BlockedByCors, url: string, { owner, ofProvider }: SignInPlace): string {
  const page = message.origin ?? 'a page'
  const from = message.redirectedFrom
  const way =
    from === undefined
      ? `A background call of ${page} ended at the sign-in page of ${owner} (${addressOf(url)}), most likely by a redirect, which this browser does not name. `
      : `A background call of ${page} to ${addressOf(from)} was redirected to the sign-in page of ${owner} (${addressOf(url)}). `
  return (
    way +
    (ofProvider ? 'That page has no CORS, so the page got an error. ' : 'The page cannot read that. ') +
    'The session, or the token of the call, was missing or had ended, and the server answered with a redirect in place of 401.'
  )
}

function findTheCall({ redirectedFrom }: BlockedByCors): Fix {
  const call =
    redirectedFrom !== undefined && URL.canParse(redirectedFrom) ? ` to ${addressOf(redirectedFrom)}` : ''
  return {
    title: 'See what the call carried',
    steps:
      `In the network tab, look at the request${call} that was answered with 302. If it has a Cookie header, ` +
      'the session had ended. If it has an Authorization header, the API did not accept the token, and has to answer 401 (`api/redirects-instead-of-401`).',
  }
}
