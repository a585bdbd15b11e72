import { authorizeParameters, pageUri, type Running } from '../running.ts'
import type { Case } from './case.ts'

const picking =
  (more: Record<string, string>, fields: (running: Running) => Record<string, string>) =>
  (running: Running): Promise<Response> => {
    const request = new URLSearchParams({ ...authorizeParameters(running.page, pageUri), ...more }).toString()
    return running
      .createBrowser()
      .post('/contoso.onmicrosoft.com/oauth2/v2.0/login', { request, ...fields(running) })
  }
const asAda = ({ ada }: Running): Record<string, string> => ({ user: ada.id })

/** Every refusal of the sign-in form. */
export const atSignIn: Case[] = [
  [
    'a form without a request',
    900144,
    'page',
    '',
    (running) => running.createBrowser().post('/common/oauth2/v2.0/login', {}),
  ],
  ['cancelling', 65004, 'redirect', 'access_denied', picking({}, () => ({ cancel: '1' }))],
  ['another tenant’s user', 50020, 'page', '', picking({}, ({ finn }) => ({ user: finn.id }))],
  ['nobody', 50034, 'page', '', picking({}, () => ({}))],
  ['an unknown name', 50034, 'page', '', picking({}, () => ({ loginfmt: 'eve@contoso.com' }))],
  [
    'somebody disabled',
    50057,
    'page',
    '',
    picking({}, ({ bob }) => {
      bob.accountEnabled = false
      return { user: bob.id }
    }),
  ],
  ['an unknown API', 500011, 'redirect', 'invalid_resource', picking({ scope: 'api://nothing/X' }, asAda)],
  [
    'a scope that the API lacks',
    650053,
    'redirect',
    'invalid_client',
    picking({ scope: 'api://contacts/Nothing' }, asAda),
  ],
  [
    'an API’s scope without the API',
    650053,
    'redirect',
    'invalid_client',
    picking({ scope: 'access_as_user' }, asAda),
  ],
  [
    '.default with others',
    70011,
    'redirect',
    'invalid_scope',
    picking({ scope: 'api://contacts/.default api://contacts/Contacts.Read' }, asAda),
  ],
  [
    'a wrong password',
    50126,
    'page',
    '',
    picking({}, ({ ada }) => {
      ada.passwordProfile = { password: 'right' }
      return { user: ada.id, passwd: 'wrong' }
    }),
  ],
  [
    'the right password after ten wrong ones',
    50053,
    'page',
    '',
    async (running) => {
      running.ada.passwordProfile = { password: 'right' }
      const trying = (passwd: string): Promise<Response> =>
        picking({}, ({ ada }) => ({ user: ada.id, passwd }))(running)
      for (let count = 0; count < 10; count++) await trying('wrong')
      return trying('right')
    },
  ],
  [
    'somebody who is not assigned',
    50105,
    'page',
    '',
    picking({}, ({ ada, page }) => {
      page.appRoleAssignmentRequired = true
      return { user: ada.id }
    }),
  ],
  [
    'a scope that only an administrator may consent to',
    90094,
    'page',
    '',
    picking({}, ({ ada, contactsApi, contoso }) => {
      contoso.oauth2PermissionGrants = []
      for (const scope of contactsApi.api?.oauth2PermissionScopes ?? []) scope.type = 'Admin'
      return { user: ada.id }
    }),
  ],
  [
    'access tokens for two APIs at once',
    28000,
    'redirect',
    'invalid_scope',
    picking(
      {
        response_type: 'token',
        scope: 'api://contacts/Contacts.Read https://org.example.com//user_impersonation',
      },
      ({ ada, page }) => {
        page.oauth2AllowImplicitFlow = true
        return { user: ada.id }
      },
    ),
  ],
]
