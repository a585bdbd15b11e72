import { textTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Texts of ADAL.js (not maintained any more). */
export const adalErrors: readonly Omit<KnownError, 'values'>[] = textTable('adal', [
  ['Invalid_state', 'idp/answer-lost', 'The answer belongs to another sign-in than the one begun here.'],
  ['invalid id_token', 'idp/answer-lost', 'The id_token cannot be read or is for another application.'],
  [
    'Token Renewal Failed',
    'idp/silent-sign-in-failed',
    'The hidden frame brought no token in six seconds: blocked cookies, a sign-in page that must not be framed, or a redirect page without ADAL.',
  ],
  [
    'Token renewal operation failed due to timeout',
    'idp/silent-sign-in-failed',
    'The hidden frame brought no token in six seconds: blocked cookies, a sign-in page that must not be framed, or a redirect page without ADAL.',
  ],
  ['User login is required', 'idp/interaction-required', 'Nobody is signed in in this page’s cache.'],
  ['login required', 'idp/interaction-required', 'Nobody is signed in in this page’s cache.'],
  ['Popup Window closed', 'idp/answer-lost', 'The window was closed before an answer came.'],
  ['resource is required', 'idp/request-malformed', 'A token was asked for without naming the API.'],
])
