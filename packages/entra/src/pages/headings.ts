import { userFlowTypeOf, type UserFlowType } from '../authorize/user-flow.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'

const ofUserFlow: Readonly<Record<UserFlowType, string>> = {
  signUpOrSignIn: 'Sign in with your existing account',
  passwordReset: 'Whose password is to be reset?',
  profileUpdate: 'Whose profile is to be edited?',
}

/** What the sign-in page asks for: at a B2C user flow's address what the flow is for. */
export function headingOf(request: Pick<AuthorizeRequest, 'address' | 'place'>): string {
  const type = userFlowTypeOf(request)
  return type === undefined ? 'Pick an account' : ofUserFlow[type]
}
