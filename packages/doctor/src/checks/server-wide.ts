import type { LookAlikeKind } from '@clearway/rules/messages'
import type { ProblemCode } from '@clearway/rules/problems'

/** Problems whose cause usually is a setting of the whole server, so that all its addresses fail for it. */
export const serverWideProblems: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'cors/credentials-not-allowed',
  'cors/header-not-allowed',
  'cors/invalid-allow-list',
  'cors/invalid-allow-origin',
  'cors/local-network',
  'cors/method-not-allowed',
  'cors/missing-allow-origin',
  'cors/multiple-allow-origin',
  'cors/opaque-origin',
  'cors/origin-not-allowed',
  'cors/wildcard-with-credentials',
])

/** What stops every call to a server and is not CORS. */
export const serverWideFailures: ReadonlySet<LookAlikeKind> = new Set<LookAlikeKind>([
  'certificate',
  'connection',
  'content-security-policy',
  'mixed-content',
  'name-not-resolved',
  'offline',
])
