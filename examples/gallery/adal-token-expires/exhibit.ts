import { adalExhibit } from '../adal-exhibit.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = adalExhibit({
  title: 'A token of ADAL.js expires while the page is open',
  shows: ['003/token-expires', '003/token-in-header'],
  broken:
    'The page asks ADAL.js for a token once and keeps it. The token lives seven seconds here; the call after that is refused.',
  mended:
    'The page asks ADAL.js before every call. It renews the token in a hidden frame in time, and nobody has to sign in again.',
  code: 'token/expired',
  inConsole: '401 (Unauthorized)',
  remedy: ['code'],
  change: {
    language: 'javascript',
    text: 'context.acquireToken(resource, (error, token) => call(token))  // before each call',
  },
  isImplicitAllowed: () => true,
  // Longer than ADAL.js waits for a renewal: its timer for the first one would end a second one that is under way.
  lifetime: '0:0:7',
  later: (variant) => (variant === 'broken' ? 'with the first token' : 'with a token asked for'),
})
