import type { Exhibit } from '../exhibit.ts'
import { tokenExhibit } from '../token-exhibit.ts'

export const exhibit: Exhibit = tokenExhibit({
  title: 'The token has expired',
  shows: ['004/expired', '000/scenario-2-token'],
  broken: 'The page keeps a token of its own and goes on sending it when its hour is over.',
  mended: 'The page asks its library for a token before each call, and gets a fresh one in time.',
  code: 'token/expired',
  change: {
    language: 'javascript',
    text: 'const { accessToken } = await app.acquireTokenSilent({ scopes, account })',
  },
  wrong: (now) => ({ claims: { iat: now - 4500, nbf: now - 4500, exp: now - 900 } }),
})
