export const bearerUsage: string = 'https://www.rfc-editor.org/rfc/rfc6750.html#section-3.1'

export const seenAs401: string =
  'The call ends with status 401 and a readable body. `WWW-Authenticate` says `Bearer ' +
  'error="invalid_token"` and names the check that failed. It is never a redirect, and a session ' +
  'cookie on the same request is not used instead.'
