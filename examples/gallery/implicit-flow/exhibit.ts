import { adalExhibit } from '../adal-exhibit.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = adalExhibit({
  title: 'ADAL.js needs the implicit flow, and the manifest does not allow it',
  shows: ['003/implicit-flow', '003/cors-needed'],
  broken:
    'ADAL.js takes its tokens from the authorize endpoint, in the fragment of the address that it comes back to. New ' +
    'registrations do not allow that: AADSTS700054 comes back instead.',
  mended:
    'The manifest allows the implicit flow. ADAL.js signs in, gets a token for the Web API in a hidden frame, and the ' +
    'Web API, which has CORS, answers. The lasting remedy is MSAL.js, which does without that flow.',
  code: 'idp/implicit-disabled',
  // The error comes back in the page's address; the console has nothing.
  inConsole: '',
  remedy: ['configuration'],
  change: {
    language: 'json',
    text: '"oauth2AllowImplicitFlow": true,\n"oauth2AllowIdTokenImplicitFlow": true',
  },
  isImplicitAllowed: (variant) => variant === 'mended',
})
