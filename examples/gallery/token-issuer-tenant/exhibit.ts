import type { Exhibit } from '../exhibit.ts'
import { tokenExhibit } from '../token-exhibit.ts'

const otherTenant = '11111111-2222-4333-8444-555555555555'

export const exhibit: Exhibit = tokenExhibit({
  title: 'The token comes from another tenant',
  shows: ['004/issuer'],
  broken: 'Somebody signed in at another tenant; the API takes tokens of its own tenant only.',
  mended: 'The page’s authority names the tenant that the API trusts.',
  code: 'token/issuer',
  wrong: () => ({
    claims: { iss: `https://login.microsoftonline.com/${otherTenant}/v2.0`, tid: otherTenant },
  }),
})
