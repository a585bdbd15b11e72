import { answer401InAspNetCore, answer401InOwin, corsInAspNetCore } from '../problems/aspnet-fixes.ts'
import {
  answer401InExpress,
  callFromServerInExpress,
  corsInExpress,
  corsInFastify,
} from '../problems/node-fixes.ts'
import type { Fix } from '../problems/problem-info.ts'
import { forPage } from './for-the-case.ts'
import type { PublishingCase } from './publishing-case.ts'
import type { Way } from './way.ts'

/** CORS, or another answer to calls without a session, in the applications' own code. */
export function judgeApplicationCode(each: PublishingCase): Way {
  return {
    id: 'application-code',
    title: each.redirectedToSignIn
      ? 'Answer calls without a session with 401'
      : 'Change the application’s code',
    ...fit(each),
    changes: changes(each),
    keeps: 'Both addresses and how they are published.',
    limits:
      'It takes the most work, for each application anew, and reaches only what the code itself answers.',
  }
}

function fit(each: PublishingCase): Pick<Way, 'fits' | 'why'> {
  const { apart, origins, redirectedToSignIn, preflightBlocked, withCookies } = each
  if (apart === 'foreign-api') {
    return {
      fits: 'well',
      why: 'A server is not bound by CORS: the page calls its own server, and that calls the API.',
    }
  }
  if (redirectedToSignIn) {
    return {
      fits: 'best',
      why: 'The redirect is what fails: a 401 can be read by the page, which then signs in.',
    }
  }
  if (preflightBlocked) {
    return {
      fits: 'partly',
      why: 'The preflight is answered in front of the API, so that its code never sees it.',
    }
  }
  if (!origins.sameSite && withCookies) {
    return {
      fits: 'partly',
      why: 'Sending tokens in place of cookies goes with it: browsers hold cookies of another site back.',
    }
  }
  return {
    fits: 'partly',
    why: 'It knows best who may call what, where response headers by the server are too coarse.',
  }
}

function changes({ apart, page, redirectedToSignIn }: PublishingCase): readonly Fix[] {
  if (apart === 'foreign-api') return [callFromServerInExpress]
  if (redirectedToSignIn) return [answer401InAspNetCore, answer401InOwin, answer401InExpress]
  return [corsInAspNetCore, corsInExpress, corsInFastify].map((fix) => forPage(fix, page))
}
