import type { Exhibit } from '../exhibit.ts'
import { tokenEndpointExhibit } from '../token-endpoint-exhibit.ts'

export const exhibit: Exhibit = tokenEndpointExhibit({
  title: 'The page redeems its code without a proof key',
  shows: ['000/scenario-5'],
  broken:
    'The page asks for a code without a challenge. The token endpoint demands one of pages: AADSTS9002325.',
  mended: 'The page uses the code flow with PKCE, as every current library does by itself.',
  code: 'idp/pkce-missing',
  inConsole: '400 (Bad Request)',
  withoutChallenge: true,
})
