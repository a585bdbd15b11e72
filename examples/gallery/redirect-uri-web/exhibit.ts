import type { Exhibit } from '../exhibit.ts'
import { tokenEndpointExhibit } from '../token-endpoint-exhibit.ts'

export const exhibit: Exhibit = tokenEndpointExhibit({
  title: 'The page’s redirect URI is registered for web applications',
  shows: ['000/scenario-5', '003/registration'],
  broken:
    'The sign-in succeeds. Then the page redeems its code, and the token endpoint answers a call from a page only for ' +
    'redirect URIs of the type single-page application: AADSTS9002326, without CORS, so that nobody can read it.',
  mended: 'In the registration the redirect URI is moved from Web to Single-page application.',
  code: 'idp/redirect-uri-not-spa',
  change: { language: 'json', text: '"spa": { "redirectUris": ["https://app.contoso.com/"] }' },
  platform: 'web',
})
