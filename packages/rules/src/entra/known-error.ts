import type { ProblemCode } from '../problems/problem-code.ts'

/** Who wrote an error text. */
export type ErrorSystem =
  | 'entra'
  | 'identity-model'
  | 'identity-web'
  | 'aspnet-core'
  | 'passport-azure-ad'
  | 'msal'
  | 'adal'

/** An error of Entra, of a token library or of a sign-in library, recognised in a text. */
export interface KnownError {
  readonly system: ErrorSystem
  /** As its system writes it: `AADSTS9002326`, `IDX10205`, `login_required`; for texts without one, the text's fixed part. */
  readonly code: string
  /** One sentence: what it means and when it comes. */
  readonly means: string
  /** The problem that it stands for; `idp/refused` where no more is known than what it means. */
  readonly problem: ProblemCode
  /** Values that the text names: `audience`, `issuer`, `redirectUri`, `origin`, `application`… Never a token. */
  readonly values: Readonly<Record<string, string>>
}
