import type { Exhibit } from '../exhibit.ts'
import { msalExhibit } from '../msal-exhibit.ts'

export const exhibit: Exhibit = msalExhibit({
  title: 'MSAL’s authority names a user flow that does not exist',
  shows: ['000/scenario-3', '000/example-2'],
  broken:
    'MSAL makes the address of the metadata from the authority, and there is nothing. The 404 has no CORS.',
  mended: 'The authority names tenant and user flow as they are in the portal.',
  code: 'idp/metadata-not-found',
  change: {
    language: 'javascript',
    text: "authority: 'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_susi'",
  },
  configuration: ({ login, variant }) => ({
    authority: `${login}/fabrikamb2c.onmicrosoft.com/${variant === 'broken' ? 'B2C_1_sign_in' : 'B2C_1_susi'}`,
    knownAuthorities: [new URL(login).host],
  }),
})
