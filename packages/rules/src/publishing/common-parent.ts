import { originOf } from '../origins/origin.ts'
import { publishCommonParent } from '../problems/app-proxy-fixes.ts'
import type { Fix } from '../problems/problem-info.ts'
import { clearwayApplication } from './for-the-case.ts'
import { externalUrl, type PublishingCase } from './publishing-case.ts'
import type { Way } from './way.ts'

/** Page and API below one origin, told apart by the path. */
export function judgeCommonParent(each: PublishingCase): Way {
  const foreign = each.apart === 'foreign-api'
  return {
    id: 'common-parent',
    title: foreign ? 'Publish the foreign API below the page’s origin' : 'Publish both below one origin',
    ...fit(each),
    changes: foreign ? [inClearway(each)] : [inClearway(each), publishCommonParent],
    keeps: 'CORS settings and response headers. Cookies and sessions are those of one origin.',
    limits: foreign
      ? 'All calls run through the gateway, in its name: the API’s limits and terms have to allow that. An API ' +
        'that wants a token of the person is better called by the application’s own server.'
      : 'The page has to call the new path, and an application that writes absolute paths has to know its base ' +
        'path. Both share one origin, so code of the one may do whatever that of the other may.',
  }
}

function fit({ apart, oneServer, redirectedToSignIn, page }: PublishingCase): Pick<Way, 'fits' | 'why'> {
  if (redirectedToSignIn && apart !== 'foreign-api') {
    return {
      fits: 'partly',
      why: 'The calls of one origin need no CORS, but one that is redirected to a sign-in page still leaves it.',
    }
  }
  switch (apart) {
    case 'one-host':
      return {
        fits: 'best',
        why: `Both have one host already: with the API at a path of ${page} there is nothing left to allow.`,
      }
    case 'one-domain':
      return { fits: 'best', why: `With the API at a path of ${page} there is nothing left to allow.` }
    case 'shared-domain':
      return oneServer
        ? { fits: 'best', why: 'Both lie on one internal server: its common directory is published once.' }
        : { fits: 'well', why: 'It works with the name that the page has, if one proxy reaches both.' }
    case 'two-domains':
      return oneServer
        ? { fits: 'best', why: 'Both lie on one internal server: its common directory is published once.' }
        : { fits: 'well', why: 'No cookie and no header has to cross from one domain to the other.' }
    case 'foreign-api':
      return {
        fits: 'best',
        why: 'You cannot change what the API answers, but you can call it from an origin of your own.',
      }
  }
}

function inClearway(each: PublishingCase): Fix {
  const page = externalUrl(each.page)
  if (each.oneServer) {
    return {
      title: 'In Clearway, one segment for the common directory',
      stack: 'clearway',
      steps: 'Page and API then lie below one origin outside, at the same paths as inside.',
      language: 'yaml',
      text: clearwayApplication([{ external: page, internal: `${originOf(each.internal.page)}/` }]),
    }
  }
  const foreign = each.apart === 'foreign-api'
  return {
    title: 'In Clearway, two segments of one host',
    stack: 'clearway',
    steps: foreign
      ? 'The page then calls `/api/`. If the API takes a key, the gateway adds it, and no browser ever holds it.'
      : 'The page then calls `/api/`. The longest path that fits decides.',
    language: 'yaml',
    text: clearwayApplication([
      { external: page, internal: each.internal.page },
      {
        external: `${page}api/`,
        internal: each.internal.api,
        ...(foreign ? { more: ['requestHeaders:', '  set: { x-api-key: "${env:API_KEY}" }'] } : {}),
      },
    ]),
  }
}
