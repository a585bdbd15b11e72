import { publishOnOwnDomain } from '../problems/app-proxy-fixes.ts'
import { clearwayApplication } from './for-the-case.ts'
import { ownDomain, type PublishingCase } from './publishing-case.ts'
import type { Way } from './way.ts'

/** Names in a domain of one's own for both. */
export function judgeOwnDomain(each: PublishingCase): Way {
  const domain = ownDomain(each)
  const way = {
    id: 'own-domain',
    title: 'Publish both in a domain of your own',
    keeps:
      'Code and response headers, if both get one host. With two hosts, cookies are at least those of one site.',
    limits:
      'It takes a domain, its DNS records and certificates. Two hosts are still two origins: their calls need a ' +
      'policy, which `cors: within` is.',
  } as const
  const judged = fit(each, domain)
  if (judged.fits === 'not') return { ...way, ...judged, changes: [] }
  return {
    ...way,
    ...judged,
    changes: [
      {
        title: 'In Clearway, one application with two hosts of the domain',
        stack: 'clearway',
        steps: 'One session covers both hosts, and each may call the other. Point both names at the gateway.',
        language: 'yaml',
        text: clearwayApplication([
          { external: `https://app.${domain}/`, internal: each.internal.page },
          { external: `https://api.${domain}/`, internal: each.internal.api },
        ]),
      },
      publishOnOwnDomain,
    ],
  }
}

function fit(each: PublishingCase, domain: string): Pick<Way, 'fits' | 'why'> {
  const { apart, origins, oneServer, redirectedToSignIn } = each
  switch (apart) {
    case 'foreign-api':
      return { fits: 'not', why: 'The API is not yours to publish under another name.' }
    case 'one-host':
      return { fits: 'not', why: 'Both have one host already; another name for it changes nothing.' }
    case 'one-domain':
      return {
        fits: 'partly',
        why: `Both are in ${domain} already. One host for both would do away with CORS altogether.`,
      }
    case 'shared-domain':
      if (redirectedToSignIn) break
      return {
        fits: oneServer ? 'well' : 'best',
        why:
          `In ${origins.sharedDomain} each application has a host, a sign-in and a session of its own, and strangers ` +
          'have names beside it. In a domain of yours both can have one host, or two with one session.',
      }
    case 'two-domains':
      if (redirectedToSignIn) break
      return {
        fits: oneServer ? 'well' : 'best',
        why: 'Only on one site do cookies go along with calls in every browser.',
      }
  }
  return {
    fits: 'partly',
    why: 'One session for both is lost less often, but a call that is redirected to a sign-in page still fails.',
  }
}
