import type { Exhibit } from '../exhibit.ts'
import { tokenEndpointExhibit } from '../token-endpoint-exhibit.ts'

export const exhibit: Exhibit = tokenEndpointExhibit({
  title: 'A page asks for a token with a client secret',
  shows: ['000/scenario-5-flows'],
  broken:
    'Client credentials are for servers. A page cannot keep a secret, and the token endpoint does not answer it readably.',
  mended:
    'The page signs in the person who uses it, by the code flow with PKCE, and the secret is withdrawn.',
  code: 'idp/flow-not-for-browsers',
  others: ({ clientId }) => [
    { appId: clientId('job'), displayName: 'Job', passwordCredentials: [{ secretText: 'gallery-secret' }] },
  ],
  asks: ({ clientId }, { to }) => ({
    to,
    form: {
      grant_type: 'client_credentials',
      client_id: clientId('job'),
      client_secret: 'gallery-secret',
      scope: 'api://contacts/.default',
    },
  }),
})
