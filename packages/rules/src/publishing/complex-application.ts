import { publishComplexApplication } from '../problems/app-proxy-fixes.ts'
import { clearwayApplication } from './for-the-case.ts'
import { externalUrl, type PublishingCase } from './publishing-case.ts'
import type { Way } from './way.ts'

/** One application with several segments, each on its own host, and one sign-in. */
export function judgeComplexApplication(each: PublishingCase): Way {
  const judged = fit(each)
  return {
    id: 'complex-application',
    title: 'Publish both as segments of one application',
    ...judged,
    changes:
      judged.fits === 'not'
        ? []
        : [
            {
              title: 'In Clearway, one application with both as segments',
              stack: 'clearway',
              steps:
                'With `cors: within` its own origins may call each other, and preflights are answered before sign-in.',
              language: 'yaml',
              text: clearwayApplication([
                { external: externalUrl(each.page), internal: each.internal.page },
                { external: externalUrl(each.api), internal: each.internal.api },
              ]),
            },
            { ...publishComplexApplication, text: segmentInEntra(each) },
          ],
    keeps: 'Both hosts, the code and the response headers.',
    limits:
      'In Entra application proxy it takes a wildcard application in a domain of your own and Entra ID P1 or P2, and ' +
      'the CORS rules are a preview. A cookie for both exists only where the hosts have a common parent domain.',
  }
}

function fit({
  apart,
  origins,
  preflightBlocked,
  redirectedToSignIn,
}: PublishingCase): Pick<Way, 'fits' | 'why'> {
  if (apart === 'foreign-api') return { fits: 'not', why: 'The API is not yours to publish.' }
  if (apart === 'one-host') {
    return {
      fits: 'partly',
      why: 'It can hold both, but two paths of one origin need neither preflights nor a policy.',
    }
  }
  if (apart === 'two-domains' || !origins.sameSite) {
    return {
      fits: 'partly',
      why: 'Preflights are answered, but the hosts are of two sites, and no session cookie goes from one to the other.',
    }
  }
  if (preflightBlocked) {
    return {
      fits: 'best',
      why: 'What stops the preflight is the sign-in in front: here it is answered before that.',
    }
  }
  if (redirectedToSignIn) {
    return { fits: 'partly', why: 'One sign-in for both is lost less often, but it still ends.' }
  }
  return apart === 'shared-domain'
    ? { fits: 'partly', why: `It takes names in a domain of your own in place of ${origins.sharedDomain}.` }
    : { fits: 'well', why: 'Both keep their hosts, and share one sign-in and one policy.' }
}

function segmentInEntra({ page, api, internal }: PublishingCase): string {
  const segment = {
    externalUrl: `${api}/`,
    internalUrl: internal.api,
    corsConfigurations: [
      {
        resource: '/',
        allowedOrigins: [page],
        allowedHeaders: ['authorization', 'content-type'],
        allowedMethods: ['GET', 'POST', 'PUT', 'DELETE'],
        maxAgeInSeconds: 600,
      },
    ],
  }
  return JSON.stringify(segment, null, 2)
}
