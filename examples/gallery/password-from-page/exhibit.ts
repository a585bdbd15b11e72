import type { Exhibit } from '../exhibit.ts'
import { tokenEndpointExhibit } from '../token-endpoint-exhibit.ts'

export const exhibit: Exhibit = tokenEndpointExhibit({
  title: 'A page sends a person’s password to the token endpoint',
  shows: ['000/scenario-5-flows'],
  broken: 'The password grant is not for pages: the answer has no CORS, whatever it says.',
  mended: 'The page sends people to the sign-in page, and gets tokens by the code flow with PKCE.',
  code: 'idp/flow-not-for-browsers',
  asks: ({ clientId }, { to }) => ({
    to,
    form: {
      grant_type: 'password',
      client_id: clientId('page'),
      username: 'ada@contoso.onmicrosoft.com',
      password: 'not-a-real-one',
      scope: 'openid',
    },
  }),
})
