import { isLoopbackHost } from '../origins/loopback.ts'
import { partsOf, type Origin } from '../origins/origin.ts'
import { corsInAppService } from '../problems/azure-fixes.ts'
import { corsInIis, oneHeaderInIis } from '../problems/iis-fixes.ts'
import { corsInNginx } from '../problems/nginx-fixes.ts'
import { clearwaySegments, forPage } from './for-the-case.ts'
import { externalUrl, type PublishingCase } from './publishing-case.ts'
import type { Way } from './way.ts'

/** CORS headers on the API's answers, set by the server in front of its code. */
export function judgeResponseHeaders(each: PublishingCase): Way {
  const judged = fit(each)
  return {
    id: 'response-headers',
    title: 'Let the API’s server send CORS headers',
    ...judged,
    changes:
      judged.fits === 'not'
        ? []
        : [
            {
              title: 'In Clearway, a policy for the page’s origin',
              stack: 'clearway',
              steps: 'The gateway answers preflights and sets the headers on every answer, errors included.',
              language: 'yaml',
              text: clearwaySegments([
                {
                  external: externalUrl(each.api),
                  internal: each.internal.api,
                  more: [
                    'cors:',
                    `  origins: [${quoted(each.page)}]`,
                    `  credentials: ${mayHaveCookies(each.page)}`,
                  ],
                },
              ]),
            },
            ...[oneHeaderInIis, corsInIis, corsInNginx, corsInAppService].map((fix) =>
              forPage(fix, each.page),
            ),
          ],
    keeps: 'Both addresses, how they are published, and the code.',
    limits:
      'Every calling origin has to be named. Error pages and redirects of what stands in front of the API have no ' +
      'such headers, and pre-authentication still stops preflights.',
  }
}

function fit(each: PublishingCase): Pick<Way, 'fits' | 'why'> {
  const { apart, page, origins, redirectedToSignIn, preflightBlocked, withCookies } = each
  if (apart === 'foreign-api') {
    return { fits: 'not', why: `Only the API’s owner can do it. Ask them to allow ${page}.` }
  }
  if (redirectedToSignIn) {
    return { fits: 'not', why: 'The answer without headers is that of the sign-in page, which is not yours.' }
  }
  if (preflightBlocked) {
    return {
      fits: 'partly',
      why: 'Headers at the API are too late: what stands in front answers the preflight. Only there do they help.',
    }
  }
  if (!origins.sameSite && withCookies) {
    return {
      fits: 'partly',
      why: 'The headers let the page read the answer, but browsers hold the cookies of another site back.',
    }
  }
  return origins.sameSite && apart !== 'shared-domain'
    ? { fits: 'well', why: `Both are of one site: with ${page} allowed, cookies go along too.` }
    : {
        fits: 'partly',
        why: `It is enough for calls that carry a token and no cookie, with ${page} allowed.`,
      }
}

/** With cookies, a page served by plain http could be anybody on the network. */
function mayHaveCookies(page: Origin): boolean {
  const { scheme, host } = partsOf(page)
  return scheme === 'https' || isLoopbackHost(host)
}

/** An IPv6 address would begin a list in YAML. */
function quoted(origin: Origin): string {
  return origin.includes('[') ? `'${origin}'` : origin
}
