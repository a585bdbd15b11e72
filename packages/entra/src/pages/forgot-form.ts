import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import { isPasswordForgettable } from '../authorize/user-flow.ts'
import { requestForm } from './request-form.ts'

/**
 * Where people sign in by a user flow, the way to the one that resets passwords: Azure AD B2C tells the application,
 * which starts that one. Empty at every other address.
 */
export function forgotForm(request: Pick<AuthorizeRequest, 'address' | 'place' | 'search'>): string {
  if (!isPasswordForgettable(request)) return ''
  const button =
    '<button class="link" id="forgotPassword" name="forgot" value="1">Forgot your password?</button>'
  return requestForm(request, 'login', 'forgot', button)
}
