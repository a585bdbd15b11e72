import type { Exhibit } from '../exhibit.ts'
import { tokenExhibit } from '../token-exhibit.ts'

export const exhibit: Exhibit = tokenExhibit({
  title: 'The token is for another API',
  shows: ['004/audience', '004/several-addresses'],
  broken: 'The page asked for a token for another resource: `aud` is not what this API expects.',
  mended: 'The page asks for a scope of this API, and the API accepts the audience that such tokens carry.',
  code: 'token/audience',
  wrong: () => ({ claims: { aud: 'api://orders' } }),
})
