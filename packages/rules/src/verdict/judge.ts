import { receive, send } from './answer.ts'
import type { Exchange } from './exchange.ts'
import { chooseTainting, leaveOthers } from './main-fetch.ts'
import { preflight } from './preflight.ts'
import type { Profile } from './profile.ts'
import type { Traits } from './differences/difference.ts'
import { refuseCall, startCall } from './start-call.ts'
import { traitsOf } from './traits.ts'
import type { Verdict } from './verdict.ts'

/**
 * Says what a browser does with an exchange: whether its page gets the answer, and if not, at which step the
 * browser stopped and why; what was sent on the way, and what is remembered of it.
 *
 * Follows the Fetch standard's main fetch, HTTP fetch and redirect fetch; where the profile's engine differs,
 * that difference is data and its name is in the verdict. Never throws.
 *
 * Does not know what browsers look at before or beside CORS: Content-Security-Policy, mixed content, blocked
 * ports, local networks, service workers, HTTP caches, network errors. Differences in what is remembered are
 * only named when the exchange brings a preflight cache.
 *
 * @param exchange - The call and what the servers answered.
 * @param profile - Whose behaviour is asked for.
 * @see {@link https://fetch.spec.whatwg.org/#fetching Fetch Standard, 4}
 */
export function judge(exchange: Exchange, profile: Profile): Verdict {
  return judgeBy(exchange, profile, traitsOf(profile))
}

/** The same with other traits than the profile's: for tests that tell differences apart. */
export function judgeBy(exchange: Exchange, profile: Profile, traits: Traits): Verdict {
  const call = startCall(exchange, profile, traits)
  let verdict = leaveOthers(call) ?? refuseCall(call)
  // At most once for each of the 21 URLs that a browser goes to.
  while (verdict === undefined) {
    verdict = chooseTainting(call) ?? preflight(call) ?? send(call) ?? receive(call)
  }
  return verdict
}
