import type { Exhibit } from '../exhibit.ts'
import { tokenEndpointExhibit } from '../token-endpoint-exhibit.ts'

export const exhibit: Exhibit = tokenEndpointExhibit({
  title: 'The server redeems the page’s code',
  shows: ['000/scenario-5'],
  broken:
    'The page hands its code to its server. A code for a single-page redirect URI may be redeemed across origins only: ' +
    'AADSTS9002327.',
  mended: 'The page redeems the code itself. Or the server has a redirect URI of its own, of the type Web.',
  code: 'idp/spa-redeemed-by-server',
  inConsole: '400 (Bad Request)',
  asks: (_kit, { form }) => ({ to: '/redeem', form }),
})
