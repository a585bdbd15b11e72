import { providerOf } from '@clearway/rules/entra'
import { excerpt } from '@clearway/rules/http'
import { addressOf } from '../address.ts'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { blockedLine, citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

const policy = /\/(b2c_1a?_[a-z0-9_.-]{1,100})(?:\/|$)/i

/**
 * A line about a provider's metadata or keys. Providers serve these with CORS, so a block means that they are
 * not there under this address: an authority that does not exist is answered without CORS headers.
 */
export const metadataNotFound = defineCheck<'message'>({
  name: 'console lines about the provider’s metadata',
  of: 'message',
  codes: ['idp/metadata-not-found'],
  look: (each) => {
    const blocked = blockedLine(each)
    const url = blocked?.message.url
    const known = url === undefined ? undefined : providerOf(url)
    if (!blocked || url === undefined || (known?.place !== 'metadata' && known?.place !== 'keys'))
      return undefined
    const { line, message } = blocked
    const flow = policyIn(url)
    return {
      code: 'idp/metadata-not-found',
      summary:
        `${whoCalledWhat(message)}, the ${known.place === 'keys' ? 'keys' : 'metadata'} of ${known.provider.name}. ` +
        'They have CORS where they exist; an authority that does not is answered without it, which looks like this. ' +
        (flow === undefined
          ? 'Check tenant and version in the authority.'
          : `Check that the user flow ${flow} exists, and the tenant's name.`),
      subject: subjectOfLine(message),
      evidence: [
        citeLine(line),
        cite(line.at, 'metadata address', addressOf(url)),
        ...(flow === undefined ? [] : [cite(line.at, 'user flow', flow)]),
      ],
      fixes: [
        {
          title: 'Open the address in a tab of its own',
          steps: `${addressOf(url)} has to answer with JSON. An error there, 404 above all, names what is wrong with the authority.`,
        },
      ],
    }
  },
})

function policyIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { pathname, searchParams } = new URL(url)
  const name = policy.exec(pathname)?.[1] ?? searchParams.get('p')
  return name === null ? undefined : excerpt(name, 80)
}
