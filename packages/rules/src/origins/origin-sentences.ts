import type { OriginSentences, OriginsExplained, PartDifference } from './origins-explained.ts'
import { isLoopbackHost } from './loopback.ts'
import { partsOf, type OriginParts } from './origin.ts'

type OriginFacts = Omit<OriginsExplained, 'sentences'>

/** Says what is known of two origins. */
export function sentencesOf(facts: OriginFacts): OriginSentences {
  const [from, to] = [partsOf(facts.page), partsOf(facts.called)]
  return {
    origin: originSentence(facts.differences),
    site: siteSentence(facts),
    cookies: cookieSentence(facts, from, to),
    cors: corsSentence(facts, from, to),
  }
}

function originSentence(differences: readonly PartDifference[]): string {
  if (differences.length === 0) return 'One origin: scheme, host and port are the same.'
  const told = differences.map(({ part, page, called }) => `the ${part} (${page} and ${called})`)
  const last = told.pop()
  return `Two origins: they differ in ${told.length > 0 ? `${told.join(', ')} and ` : ''}${last}.`
}

function siteSentence({ page, called, sites: [site, other], siteReason, sharedDomain }: OriginFacts): string {
  const { host } = partsOf(page)
  switch (siteReason) {
    case 'same-host':
      return `One site, ${site}: the port does not count.`
    case 'same-domain':
      return sharedDomain === undefined
        ? `One site, ${site}: both hosts are below one registrable domain.`
        : `One site, ${site}, for browsers, although strangers have names in ${sharedDomain} too: ` +
            'set no cookie for the whole domain, and allow no origin by a pattern of it.'
    case 'schemes':
      return `Two sites, ${site} and ${other}: the scheme counts.`
    case 'provider-domain':
      return (
        `Two sites, ${site} and ${other}: anybody can have a name in ${sharedDomain}, ` +
        'so each name there is a site of its own.'
      )
    case 'last-label':
      return (
        `Two sites, ${site} and ${other}: ${host.slice(host.lastIndexOf('.') + 1)} counts as a top level ` +
        'domain, so each name directly below it is a site of its own.'
      )
    case 'ip-address':
      return `Two sites, ${page} and ${called}: an IP address is a site of its own.`
    case 'domains':
      return `Two sites, ${site} and ${other}: the registrable domains differ.`
  }
}

function cookieSentence(
  { sameOrigin, sameSite, siteReason }: OriginFacts,
  from: OriginParts,
  to: OriginParts,
): string {
  if (sameOrigin) return 'Cookies go along with every call.'
  const plain = to.scheme === 'http' && !isLoopbackHost(to.host)
  if (!sameSite) {
    return plain
      ? `Cookies of ${to.host} do not go along: that takes SameSite=None and Secure, and Secure takes https.`
      : `Of the cookies of ${to.host} only those with SameSite=None and Secure go along, only with ` +
          "credentials: 'include', and not in browsers that block cookies of other sites."
  }
  return (
    `${plain ? 'Cookies without Secure' : 'Cookies'} of ${to.host} go along with credentials: 'include', also with SameSite=Lax or Strict; ` +
    `no browser blocks them.${
      siteReason === 'same-host' ? ` Cookies do not know ports: ${from.host} has one set of them.` : ''
    }`
  )
}

function corsSentence({ page, sameOrigin }: OriginFacts, from: OriginParts, to: OriginParts): string {
  if (sameOrigin) return 'Calls need no CORS.'
  if (from.scheme === 'https' && to.scheme === 'http' && !isLoopbackHost(to.host)) {
    return 'The browser makes no such call: a page served by https may not call http (mixed content).'
  }
  return (
    `Answers need Access-Control-Allow-Origin: ${page}, and for calls with cookies ` +
    'Access-Control-Allow-Credentials: true. Methods other than GET, HEAD and POST, JSON bodies and headers of ' +
    'the page’s own are asked for by a preflight first.'
  )
}
