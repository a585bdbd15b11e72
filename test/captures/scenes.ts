import type { Scene } from './scene.ts'
import { errorHides401 } from './scenes/api/error-hides-401.ts'
import { noCorsOnPath } from './scenes/api/no-cors-on-path.ts'
import { redirectsInsteadOf401 } from './scenes/api/redirects-instead-of-401.ts'
import * as notCors from './scenes/browser/not-cors.ts'
import * as answers from './scenes/cors/answers.ts'
import * as circumstances from './scenes/cors/circumstances.ts'
import { errorWithoutHeaders } from './scenes/cors/error-without-headers.ts'
import * as preflights from './scenes/cors/preflights.ts'
import * as redirects from './scenes/cors/redirects.ts'
import * as codeRedemption from './scenes/idp/code-redemption.ts'
import { implicitDisabled } from './scenes/idp/implicit-disabled.ts'
import { metadataNotFound } from './scenes/idp/metadata-not-found.ts'
import { noCorsOnSignIn } from './scenes/idp/no-cors-on-sign-in.ts'
import * as applicationProxy from './scenes/proxy/application-proxy.ts'
import { affinityLost } from './scenes/session/affinity-lost.ts'
import * as cookies from './scenes/session/cookie-not-sent.ts'
import * as gateway from './scenes/session/gateway.ts'
import { redirectedToSignIn } from './scenes/session/redirected-to-sign-in.ts'
import { tokenScenes } from './scenes/token/tokens.ts'

/** Everything that is recorded. */
export const scenes: readonly Scene[] = [
  redirectedToSignIn,
  affinityLost,
  ...Object.values(cookies),
  ...Object.values(gateway),
  redirectsInsteadOf401,
  errorHides401,
  noCorsOnPath,
  noCorsOnSignIn,
  ...Object.values(codeRedemption),
  implicitDisabled,
  metadataNotFound,
  ...Object.values(applicationProxy),
  ...Object.values(answers),
  ...Object.values(preflights),
  ...Object.values(redirects),
  ...Object.values(circumstances),
  errorWithoutHeaders,
  ...Object.values(notCors),
  ...tokenScenes,
]
