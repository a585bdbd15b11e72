/**
 * The errors of Azure AD B2C that user flows can make, with B2C's texts: applications look for the codes in
 * `error_description`. Codes and texts are Microsoft's documented ones; the OAuth 2.0 error codes that carry them are those
 * that B2C was seen to send.
 *
 * Inferred, because no answer of B2C's with them was found: the OAuth 2.0 error codes of 90013, 90018, 90083, 90111, 90114,
 * 90146 and 90279, after those of like errors; and that a code redeemed twice is 90129.
 */
export const userFlowErrors = {
  90006: {
    error: 'redirect_uri_mismatch',
    text: "The redirect URI '{uri}' provided in the request is not registered for the client id '{app}'.",
  },
  90007: {
    error: 'invalid_request',
    text: "The application associated with client id '{app}' has no registered redirect URIs.",
  },
  90008: { error: 'invalid_request', text: 'The request does not contain a client ID parameter.' },
  90010: { error: 'invalid_request', text: 'The request does not contain a scope parameter.' },
  90013: {
    error: 'unsupported_response_type',
    text: "The requested response type '{type}' provided in the request is not supported.",
  },
  90014: {
    error: 'invalid_request',
    text: "The requested response mode '{mode}' provided in the request is not supported.",
  },
  90017: {
    error: 'invalid_client',
    text: 'The client assertion provided in the request is invalid: {reason}',
  },
  90018: {
    error: 'invalid_client',
    text: "The client id '{app}' specified in the request is not registered in tenant '{tenant}'.",
  },
  90043: {
    error: 'invalid_request',
    text: "The prompt included in the request contains invalid values. Expected 'none', 'login', 'consent' or 'select_account'.",
  },
  90057: {
    error: 'unauthorized_client',
    text: "The provided application is not configured to allow the 'OAuth' Implicit flow.",
  },
  90077: {
    error: 'interaction_required',
    text: "User does not have an existing session and request prompt parameter has a value of 'None'.",
  },
  90079: {
    error: 'invalid_request',
    text: 'Clients must send a client_secret when redeeming a confidential grant.',
  },
  90080: {
    error: 'invalid_grant',
    text: 'The provided grant has expired. Please re-authenticate and try again. Current time: {now}, Grant issued time: {issuedAt}, Grant expiration time: {until}',
  },
  90081: {
    error: 'invalid_client',
    text: 'The specified client_secret does not match the expected value for this client. Please correct the client_secret and try again.',
  },
  90083: { error: 'invalid_request', text: 'The request is missing required parameter: {parameter}.' },
  90084: {
    error: 'invalid_request',
    text: 'Public clients should not send a client_secret when redeeming a publicly acquired grant.',
  },
  90085: {
    error: 'invalid_grant',
    atAuthorize: 'server_error',
    text: 'The service has encountered an internal error. Please reauthenticate and try again.',
  },
  90086: { error: 'unsupported_grant_type', text: 'The supplied grant_type [{grant}] is not supported.' },
  90088: {
    error: 'invalid_grant',
    text: 'The provided grant has not been issued for this endpoint. Actual Value : {actual} and Expected Value : {expected}',
  },
  90091: { error: 'access_denied', text: 'The user has cancelled entering self-asserted information.' },
  90110: {
    error: 'invalid_request',
    text: "The scope parameter must include 'openid' when requesting a response_type that includes 'id_token'.",
  },
  90111: {
    error: 'access_denied',
    text: 'Your account has been locked. Contact your support person to unlock it, then try again.',
  },
  90114: {
    error: 'access_denied',
    text: 'Your account is temporarily locked to prevent unauthorized use. Try again later.',
  },
  90117: {
    error: 'invalid_request',
    text: "The scope '{scope}' provided in the request is not supported.",
  },
  90118: { error: 'access_denied', text: 'The user has forgotten their password.' },
  90120: {
    error: 'invalid_request',
    text: "The max age parameter '{value}' specified in the request is invalid. Max age must be an integer between '0' and '999999999' inclusive.",
  },
  90128: {
    error: 'invalid_grant',
    text: 'The account associated with this grant no longer exists. Please reauthenticate and try again.',
  },
  90129: {
    error: 'invalid_grant',
    text: 'The provided grant has been revoked. Please reauthenticate and try again.',
  },
  90146: {
    error: 'invalid_request',
    text: "The scope '{scope}' provided in request specifies more than one resource for an access token, which is not supported.",
  },
  90182: {
    error: 'invalid_grant',
    text: 'The supplied code_verifier does not match associated code_challenge',
  },
  90183: { error: 'invalid_grant', text: 'The supplied code_verifier is invalid' },
  90184: {
    error: 'invalid_request',
    text: 'The supplied code_challenge_method is not supported. Supported values are plain or S256',
  },
  90205: {
    error: 'invalid_request',
    text: 'This application does not have sufficient permissions against this web resource to perform the operation.',
  },
  90225: {
    error: 'access_denied',
    text: 'The username or password provided in the request are invalid.',
  },
  90226: {
    error: 'invalid_request',
    text: 'The specified token exchange is only supported over HTTP POST.',
  },
  90279: {
    error: 'invalid_grant',
    text: "The provided client id '{app}' does not match the client id that issued the grant.",
  },
  99059: { error: 'invalid_request', text: 'The supplied request must present a code_challenge' },
} as const
