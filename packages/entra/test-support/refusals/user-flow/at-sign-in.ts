import { authorizeParameters, pageUri, type Running } from '../../running.ts'
import { flow, type Fields, type UserFlowCase } from './case.ts'

/** Sends the form of the sign-in page. */
const submitting =
  (fields: (running: Running) => Fields, more: Fields = {}) =>
  (running: Running): Promise<Response> => {
    const request = new URLSearchParams({ ...authorizeParameters(running.page, pageUri), ...more }).toString()
    return running.createBrowser().post(`/${flow}/oauth2/v2.0/login`, { request, ...fields(running) })
  }

const asAda = ({ ada }: Running): Fields => ({ user: ada.id })

const trying =
  (passwd: string) =>
  ({ ada }: Running): Fields => {
    ada.passwordProfile = { password: 'right' }
    return { user: ada.id, passwd }
  }

/** Every refusal of somebody who signs in by a user flow, and what people themselves break off. */
export const atSignIn: UserFlowCase[] = [
  ['cancelling', 'AADB2C90091', 'redirect', 'access_denied', submitting(() => ({ cancel: '1' }))],
  ['a forgotten password', 'AADB2C90118', 'redirect', 'access_denied', submitting(() => ({ forgot: '1' }))],
  ['an unknown name', 'AADB2C90225', 'page', '', submitting(() => ({ loginfmt: 'eve@contoso.com' }))],
  ['a wrong password', 'AADB2C90225', 'page', '', submitting(trying('wrong'))],
  [
    'the right password after ten wrong ones',
    'AADB2C90114',
    'page',
    '',
    async (running) => {
      for (let count = 0; count < 10; count++) await submitting(trying('wrong'))(running)
      return submitting(trying('right'))(running)
    },
  ],
  [
    'somebody disabled',
    'AADB2C90111',
    'page',
    '',
    submitting(({ bob }) => {
      bob.accountEnabled = false
      return { user: bob.id }
    }),
  ],
  [
    'an API that is not there',
    'AADB2C90117',
    'redirect',
    'invalid_request',
    submitting(asAda, { scope: 'openid api://nothing/X' }),
  ],
  [
    'a scope that the API lacks',
    'AADB2C90117',
    'redirect',
    'invalid_request',
    submitting(asAda, { scope: 'openid user.nothing' }),
  ],
  [
    'somebody who is not assigned, as Entra says it',
    'AADSTS50105',
    'page',
    '',
    submitting(({ ada, page }) => {
      page.appRoleAssignmentRequired = true
      return { user: ada.id }
    }),
  ],
]
