/** What is wrong with a request before it is known who sends it, or whoever does. */
export const requestErrors = {
  50011: {
    error: 'invalid_request',
    text: "The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for the application '{app}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.",
  },
  50027: {
    error: 'invalid_request',
    text: 'JWT token is invalid or malformed.',
  },
  50049: { error: 'invalid_instance', text: 'Unknown or invalid instance.' },
  70003: {
    error: 'unsupported_grant_type',
    text: "The app requested an unsupported grant type '{grant}'.",
  },
  70005: {
    error: 'unsupported_response_type',
    text: "The provided value for the input parameter 'response_type' is not supported. Expected value is 'code'.",
  },
  70007: {
    error: 'invalid_request',
    text: "'{mode}' is not a supported value of 'response_mode' when requesting a token.",
  },
  90002: {
    error: 'invalid_request',
    text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  90023: { error: 'invalid_request', text: "Unsupported 'prompt' value." },
  500112: {
    error: 'invalid_client',
    text: "The reply address '{uri}' does not match the reply address '{expected}' provided when requesting Authorization code.",
  },
  501491: { error: 'invalid_request', text: 'Invalid size of Code_Challenge parameter.' },
  900144: {
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '{parameter}'.",
  },
  900561: {
    error: 'invalid_request',
    text: 'The endpoint only accepts POST, OPTIONS requests. Received a {method} request.',
  },
  900971: { error: 'invalid_request', text: 'No reply address provided.' },
  901002: { error: 'invalid_request', text: "The 'resource' request parameter is not supported." },
  9000411: {
    error: 'invalid_request',
    text: "The request is not properly formatted. The parameter '{parameter}' is duplicated.",
  },
  9001023: {
    error: 'invalid_request',
    text: 'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
  },
  9002313: {
    error: 'invalid_grant',
    atAuthorize: 'invalid_request',
    text: 'Invalid request. Request is malformed or invalid.',
  },
} as const
