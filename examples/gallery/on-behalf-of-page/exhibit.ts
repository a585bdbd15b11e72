import type { Exhibit } from '../exhibit.ts'
import { tokenEndpointExhibit } from '../token-endpoint-exhibit.ts'

export const exhibit: Exhibit = tokenEndpointExhibit({
  title: 'A page exchanges a token on behalf of its person',
  shows: ['000/scenario-5-flows'],
  broken:
    'The exchange needs the secret of an API and is made by its server. From a page it is refused without CORS.',
  mended:
    'The page asks for a token for each API by itself; the API’s server makes the exchange where it needs one.',
  code: 'idp/flow-not-for-browsers',
  others: ({ clientId }) => [
    { appId: clientId('api'), displayName: 'API', passwordCredentials: [{ secretText: 'gallery-secret' }] },
  ],
  asks: async ({ clientId, token }, { to }) => ({
    to,
    form: {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      client_id: clientId('api'),
      client_secret: 'gallery-secret',
      assertion: await token({ claims: { aud: clientId('api') } }),
      scope: 'api://contacts/.default',
    },
  }),
})
