import type { Exhibit } from '../exhibit.ts'
import { tokenExhibit } from '../token-exhibit.ts'

export const exhibit: Exhibit = tokenExhibit({
  title: 'A version 1 token at an API that expects version 2',
  shows: ['004/issuer'],
  broken:
    'The API’s manifest does not ask for version 2, so its tokens come from `sts.windows.net`, while the API expects ' +
    'the issuer of version 2.',
  mended:
    '`requestedAccessTokenVersion` is 2 in the API’s manifest, and the tokens have the expected issuer.',
  code: 'token/issuer',
  change: { language: 'json', text: '"api": { "requestedAccessTokenVersion": 2 }' },
  wrong: (_now, tenantId) => ({ claims: { iss: `https://sts.windows.net/${tenantId}/`, ver: '1.0' } }),
})
