import type { Exhibit } from '../exhibit.ts'
import { tokenExhibit } from '../token-exhibit.ts'

export const exhibit: Exhibit = tokenExhibit({
  title: 'The call carries no token',
  shows: ['004/missing', '000/general', '003/token-in-header'],
  broken: 'Works on the developer’s machine, where the API lets everybody in. Deployed, it asks for a token.',
  mended: 'The page sends `Authorization: Bearer …` with every call.',
  code: 'token/missing',
  wrong: () => undefined,
})
