/**
 * The code of a problem, `area/slug`. It is at once the key in the catalogue, the `Clearway-Problem` header,
 * the `code` member of a refusal, the label of a metric and the path of a documentation page.
 *
 * A code is permanent: it is never renamed and never given another meaning.
 */
export type ProblemCode =
  | 'session/missing'
  | 'session/expired'
  | 'session/renewal-refused'
  | 'session/store-unavailable'
  | 'sign-in/state-missing'
  | 'sign-in/state-invalid'
  | 'sign-in/state-expired'
  | 'sign-in/state-used'
  | 'sign-in/response-malformed'
  | 'sign-in/code-rejected'
  | 'sign-in/provider-refused'
  | 'sign-in/provider-unreachable'
  | 'sign-in/provider-answer-invalid'
  | 'sign-in/return-not-allowed'
  | 'sign-in/cookie-not-kept'
  | 'sign-in/tenant-not-allowed'
  | 'access/not-allowed'
  | 'token/missing'
  | 'token/malformed'
  | 'token/expired'
  | 'token/not-yet-valid'
  | 'token/audience'
  | 'token/issuer'
  | 'token/signature'
  | 'token/unknown-key'
  | 'token/scope'
  | 'token/claims'
  | 'token/wrong-kind'
  | 'token/not-accepted'
  | 'token/keys-unavailable'
  | 'cors/origin-not-allowed'
  | 'cors/method-not-allowed'
  | 'cors/header-not-allowed'
  | 'request/malformed'
  | 'request/target-not-supported'
  | 'request/path-ambiguous'
  | 'request/header-conflict'
  | 'request/headers-too-large'
  | 'request/body-too-large'
  | 'request/timeout'
  | 'request/method-not-allowed'
  | 'proxy/unknown-host'
  | 'proxy/no-segment'
  | 'proxy/forwarded-headers'
  | 'proxy/internal-unreachable'
  | 'proxy/internal-timeout'
  | 'proxy/internal-broke-off'
  | 'proxy/internal-answer-invalid'
  | 'gateway/shutting-down'
  | 'gateway/unexpected'
  | 'config/syntax'
  | 'config/unknown-key'
  | 'config/missing-key'
  | 'config/invalid-value'
  | 'config/unresolved-reference'
  | 'config/duplicate'
  | 'config/dangerous'

type AreaOf<Code extends string> = Code extends `${infer Area}/${string}` ? Area : never

/** The part of a problem code before the slash: what the problem is about. */
export type ProblemArea = AreaOf<ProblemCode>

/** The codes of one area. */
export type CodeIn<Area extends ProblemArea> = Extract<ProblemCode, `${Area}/${string}`>
