import type { Checks } from '../run-checks.ts'
import type { Check } from './check.ts'
import { affinityLost } from './exchange/affinity-lost.ts'
import { appsOnDifferentOrigins } from './exchange/apps-on-different-origins.ts'
import { blockedByRule } from './exchange/blocked-by-rule.ts'
import { cachedForAnElement } from './exchange/cached-for-an-element.ts'
import { cachedWithoutVary } from './exchange/cached-without-vary.ts'
import { cookieNotSent } from './exchange/cookie-not-sent.ts'
import { errorHides401 } from './exchange/error-hides-401.ts'
import { errorWithoutHeaders } from './exchange/error-without-headers.ts'
import { flowNotForBrowsers } from './exchange/flow-not-for-browsers.ts'
import { forwardedHeaders } from './exchange/forwarded-headers.ts'
import { headerNotAllowed } from './exchange/header-not-allowed.ts'
import { headerNotExposed } from './exchange/header-not-exposed.ts'
import { localNetwork } from './exchange/local-network.ts'
import { metadataNotFound } from './exchange/metadata-not-found.ts'
import { methodNotAllowed } from './exchange/method-not-allowed.ts'
import { multipleAllowOrigin } from './exchange/multiple-allow-origin.ts'
import { namedByAnswer } from './exchange/named-by-answer.ts'
import { noCorsOnPath } from './exchange/no-cors-on-path.ts'
import { noCorsOnSignIn } from './exchange/no-cors-on-sign-in.ts'
import { notByHeaders } from './exchange/not-by-headers.ts'
import { notCors } from './exchange/not-cors.ts'
import { opaqueAnswer } from './exchange/opaque-answer.ts'
import { opaqueOrigin } from './exchange/opaque-origin.ts'
import { originNotAllowed } from './exchange/origin-not-allowed.ts'
import { ownRefusal } from './exchange/own-refusal.ts'
import { pkceMissing } from './exchange/pkce-missing.ts'
import { preflightBlocked } from './exchange/preflight-blocked.ts'
import { preflightRedirected } from './exchange/preflight-redirected.ts'
import { preflightStatus } from './exchange/preflight-status.ts'
import { protocolMode } from './exchange/protocol-mode.ts'
import { redirectCircle } from './exchange/redirect-circle.ts'
import { redirectedToSignIn, redirectsInsteadOf401 } from './exchange/redirect-to-sign-in.ts'
import { redirectUriNotSpa } from './exchange/redirect-uri-not-spa.ts'
import { reportedByBrowser } from './exchange/reported-by-browser.ts'
import { signInPageAsAnswer } from './exchange/sign-in-page-as-answer.ts'
import { taintedOrigin } from './exchange/tainted-origin.ts'
import { tokenMissing } from './exchange/token-missing.ts'
import { varyMissing } from './exchange/vary-missing.ts'
import { knownError } from './log-line/known-error.ts'
import { blocked } from './message/blocked.ts'
import { lookAlike } from './message/look-alike.ts'
import { metadataNotFound as metadataNotFoundLine } from './message/metadata-not-found.ts'
import { missingAllowOrigin } from './message/missing-allow-origin.ts'
import { noCorsOnSignIn as noCorsOnSignInLine } from './message/no-cors-on-sign-in.ts'
import { opaqueAnswer as opaqueAnswerLine } from './message/opaque-answer.ts'
import { originNotAllowed as originNotAllowedLine } from './message/origin-not-allowed.ts'
import { redirectedToSignIn as redirectedToSignInLine } from './message/redirected-to-sign-in.ts'
import { signInPageAsAnswer as signInPageAsAnswerLine } from './message/sign-in-page-as-answer.ts'
import { tokenEndpoint } from './message/token-endpoint.ts'
import { tokenFaults } from './token/fault.ts'
import { noPermission } from './token/no-permission.ts'
import { versionOneToken } from './token/version-one.ts'

/**
 * Why calls fail: of the causes the first that finds something is heard, so the order is from what names
 * itself, over what only one thing can look like, to what the rule book says in general.
 */
export const exchangeChecks: readonly Check<'exchange'>[] = [
  // What names itself.
  ownRefusal,
  errorHides401,
  forwardedHeaders,
  namedByAnswer,
  // What never reached a server.
  localNetwork,
  notCors,
  // The provider.
  noCorsOnSignIn,
  protocolMode,
  metadataNotFound,
  flowNotForBrowsers,
  pkceMissing,
  redirectUriNotSpa,
  // Sessions and sign-in.
  affinityLost,
  cookieNotSent,
  redirectsInsteadOf401,
  redirectedToSignIn,
  signInPageAsAnswer,
  tokenMissing,
  redirectCircle,
  // Preflights.
  preflightBlocked,
  preflightRedirected,
  noCorsOnPath,
  preflightStatus,
  // Answers.
  cachedWithoutVary,
  cachedForAnElement,
  errorWithoutHeaders,
  taintedOrigin,
  opaqueOrigin,
  originNotAllowed,
  multipleAllowOrigin,
  methodNotAllowed,
  headerNotAllowed,
  blockedByRule,
  reportedByBrowser,
  notByHeaders,
  // What is no failure, or not yet.
  appsOnDifferentOrigins,
  headerNotExposed,
  varyMissing,
  opaqueAnswer,
]

/** What a console line says where no recorded call explains it; the first that finds something is heard. */
export const messageChecks: readonly Check<'message'>[] = [
  // By the address: the provider's.
  redirectedToSignInLine,
  noCorsOnSignInLine,
  metadataNotFoundLine,
  tokenEndpoint,
  // By the browser's reason.
  missingAllowOrigin,
  originNotAllowedLine,
  blocked,
  // What is not CORS.
  signInPageAsAnswerLine,
  opaqueAnswerLine,
  lookAlike,
]

/** What is wrong with a token; all are heard, as a token may have several faults. */
export const tokenChecks: readonly Check<'token'>[] = [...tokenFaults, versionOneToken, noPermission]

/** What a line of a log names. */
const logLineChecks: readonly Check<'logLine'>[] = [knownError]

/** All checks, by what they look at. */
export const checks: Checks = {
  exchange: exchangeChecks,
  message: messageChecks,
  token: tokenChecks,
  logLine: logLineChecks,
}
