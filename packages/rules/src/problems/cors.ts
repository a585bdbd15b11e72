import { allowOrigin } from './cors/allow-origin.ts'
import { answers } from './cors/answers.ts'
import { calls } from './cors/calls.ts'
import { credentials } from './cors/credentials.ts'
import { policy } from './cors/policy.ts'
import { preflight } from './cors/preflight.ts'
import { redirects } from './cors/redirects.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** Problems of calls from pages of other origins. */
export const cors: AreaCatalogue<'cors'> = {
  ...policy,
  ...allowOrigin,
  ...credentials,
  ...preflight,
  ...redirects,
  ...answers,
  ...calls,
}
