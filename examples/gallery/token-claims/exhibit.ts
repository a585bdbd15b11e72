import type { Exhibit } from '../exhibit.ts'
import { tokenExhibit } from '../token-exhibit.ts'

export const exhibit: Exhibit = tokenExhibit({
  title: 'The token lacks a claim that the API needs',
  shows: ['004/claims'],
  broken: 'The API reads the tenant from the token, and the token has no such claim.',
  mended: 'The token comes from the issuer that the API is made for, with all that it needs.',
  code: 'token/claims',
  requiredClaim: 'tid',
  wrong: () => ({ claims: { tid: undefined } }),
})
