import { providerOf } from '@clearway/rules/entra'
import { addressOf } from '../address.ts'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { signInPlace } from '../exchange/sign-in-place.ts'
import { blockedLine, citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

/** A line about a page that called the provider's sign-in or sign-out page itself. */
export const noCorsOnSignIn = defineCheck<'message'>({
  name: 'console lines about calls to the provider’s sign-in page',
  of: 'message',
  codes: ['idp/no-cors-on-sign-in'],
  look: (each) => {
    const blocked = blockedLine(each)
    const url = blocked?.message.url
    if (!blocked || url === undefined) return undefined
    const known = providerOf(url)
    const isPage = known?.place === 'sign-out' || signInPlace(url)?.ofProvider === true
    if (!known || !isPage) return undefined
    const { line, message } = blocked
    const page = known.place === 'sign-out' ? 'sign-out page' : 'sign-in page'
    return {
      code: 'idp/no-cors-on-sign-in',
      summary:
        `${whoCalledWhat(message)}, the ${page} of ${known.provider.name}, in the background. ` +
        'Such a page is for the top-level window: it has no CORS, and the provider will not add it.',
      subject: subjectOfLine(message),
      evidence: [citeLine(line), cite(line.at, page, addressOf(url))],
    }
  },
})
