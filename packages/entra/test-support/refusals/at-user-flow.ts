import { atAuthorize } from './user-flow/at-authorize.ts'
import { atSignIn } from './user-flow/at-sign-in.ts'
import { atToken } from './user-flow/at-token.ts'
import type { UserFlowCase } from './user-flow/case.ts'

/** Every refusal of a user flow that Azure AD B2C has a code for, and what it has none for. */
export const atUserFlow: UserFlowCase[] = [...atAuthorize, ...atSignIn, ...atToken]
