import type { UserFlow } from '../directory/directory.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'

/** What people do in a user flow of Azure AD B2C. */
export type UserFlowType = NonNullable<UserFlow['userFlowType']>

/** The type of the user flow that a request is made to; undefined at every other address. */
export function userFlowTypeOf({
  address,
  place,
}: Pick<AuthorizeRequest, 'address' | 'place'>): UserFlowType | undefined {
  if (place.policy === undefined || address.kind !== 'tenant') return undefined
  const flow = address.tenant.userFlows?.find(({ id }) => id === place.policy)
  return flow?.userFlowType ?? 'signUpOrSignIn'
}

/** Whether the pages of a request offer to reset a password: where a user flow signs people in. */
export const isPasswordForgettable = (request: Pick<AuthorizeRequest, 'address' | 'place'>): boolean =>
  userFlowTypeOf(request) === 'signUpOrSignIn'
