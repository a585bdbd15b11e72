import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import type { UserFlow } from '../directory/directory.ts'

/** What people do in a B2C user flow. */
const ofUserFlow: Readonly<Record<NonNullable<UserFlow['userFlowType']>, string>> = {
  signUpOrSignIn: 'Sign in with your existing account',
  passwordReset: 'Whose password is to be reset?',
  profileUpdate: 'Whose profile is to be edited?',
}

/** What the sign-in page asks for: at a B2C user flow's address what the flow is for. */
export function headingOf({ address, place }: Pick<AuthorizeRequest, 'address' | 'place'>): string {
  if (place.policy === undefined || address.kind !== 'tenant') return 'Pick an account'
  const flow = address.tenant.userFlows?.find(({ id }) => id === place.policy)
  return ofUserFlow[flow?.userFlowType ?? 'signUpOrSignIn']
}
