/**
 * The errors of Entra that this one can make: the OAuth error code that carries them (`atAuthorize` where the
 * authorization endpoint has another) and the text, where `{name}` stands for a value. Texts are those by
 * which people search.
 */
const errors = {
  16000: {
    error: 'interaction_required',
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  },
  28000: {
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.',
  },
  28003: {
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope cannot be empty when requesting an access token using the provided authorization code. Please specify a valid scope.',
  },
  50011: {
    error: 'invalid_request',
    text: "The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for the application '{app}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.",
  },
  50020: {
    error: 'invalid_grant',
    text: "User account '{user}' from identity provider '{issuer}' does not exist in tenant '{tenant}' and cannot access the application '{app}'({name}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.",
  },
  50034: {
    error: 'invalid_grant',
    text: 'The user account {user} does not exist in the {tenant} directory. To sign into this application, the account must be added to the directory.',
  },
  50057: { error: 'invalid_grant', atAuthorize: 'access_denied', text: 'The user account is disabled.' },
  50058: {
    error: 'login_required',
    text: 'A silent sign-in request was sent but no user is signed in.',
  },
  50194: {
    error: 'invalid_request',
    text: "Application '{app}'({name}) is not configured as a multi-tenant application. Usage of the /{endpoint} endpoint is not supported for such applications created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  },
  54005: {
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  65001: {
    error: 'invalid_grant',
    atAuthorize: 'consent_required',
    suberror: 'consent_required',
    text: "The user or administrator has not consented to use the application with ID '{app}' named '{name}'. Send an interactive authorization request for this user and resource.",
  },
  65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
  70000: { error: 'invalid_grant', text: 'Provided grant is invalid or malformed.' },
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
  70008: {
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  },
  70011: {
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  },
  90002: {
    error: 'invalid_request',
    text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  90023: { error: 'invalid_request', text: "Unsupported 'prompt' value." },
  500011: {
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  500112: {
    error: 'invalid_client',
    text: "The reply address '{uri}' does not match the reply address '{expected}' provided when requesting Authorization code.",
  },
  501481: {
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  501491: { error: 'invalid_request', text: 'Invalid size of Code_Challenge parameter.' },
  650053: {
    error: 'invalid_client',
    text: "The application '{name}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'. Contact the app vendor.",
  },
  700005: {
    error: 'invalid_grant',
    text: 'Provided Authorization Code is intended to use against other tenant, thus rejected. OAuth2 Authorization Code must be redeemed against same tenant it was acquired for.',
  },
  700016: {
    error: 'unauthorized_client',
    text: "Application with identifier '{app}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  700025: {
    error: 'invalid_client',
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  },
  700051: {
    error: 'unsupported_response_type',
    text: "response_type 'token' is not enabled for the application.",
  },
  700054: {
    error: 'unsupported_response_type',
    text: "response_type 'id_token' is not enabled for the application.",
  },
  700082: {
    error: 'invalid_grant',
    text: 'The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for 90.00:00:00.',
  },
  700084: {
    error: 'invalid_grant',
    text: 'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on {issued}.',
  },
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
  1002012: {
    error: 'invalid_scope',
    text: 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
  7000215: {
    error: 'invalid_client',
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app}'.",
  },
  7000218: {
    error: 'invalid_client',
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  7000222: {
    error: 'invalid_client',
    text: "The provided client secret keys for app '{app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  },
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
  9002325: {
    error: 'invalid_request',
    text: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  },
  9002326: {
    error: 'invalid_request',
    text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.",
  },
  9002327: {
    error: 'invalid_request',
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  },
} as const

/** The number of an error that this Entra can make. */
export type AadstsCode = keyof typeof errors

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

/** The values that the text of one error needs. */
export type AadstsValues<Code extends AadstsCode> = Record<
  Placeholders<(typeof errors)[Code]['text']>,
  string
>

/** All numbers of errors that this Entra can make, in ascending order. */
export const aadstsCodes: readonly AadstsCode[] = Object.keys(errors).map(Number) as AadstsCode[]

interface ErrorEntry {
  readonly error: string
  readonly atAuthorize?: string
  readonly suberror?: string | undefined
  readonly claims?: string | undefined
}

/** Ends a request with one of Entra's errors. Endpoints decide whether it becomes JSON, a page or a redirect. */
export class AadstsError extends Error {
  /** The number after `AADSTS`; of a forced error any. */
  readonly code: number
  /** The OAuth 2.0 error code at the token endpoint. */
  readonly error: string
  /** The OAuth 2.0 error code at the authorization endpoint. */
  readonly atAuthorize: string
  readonly suberror: string | undefined
  /** A claims challenge, as JSON. */
  readonly claims: string | undefined

  constructor(code: number, message: string, entry: ErrorEntry) {
    super(message)
    this.name = 'AadstsError'
    this.code = code
    this.error = entry.error
    this.atAuthorize = entry.atAuthorize ?? entry.error
    this.suberror = entry.suberror
    this.claims = entry.claims
  }
}

/** Values come from requests: what is quoted is short and has no control characters. */
const quotable = (value: string): string => value.replace(/\p{Cc}/gu, ' ').slice(0, 512)

/**
 * Makes one of Entra's errors, to be thrown. The values must be names and identifiers: never a token,
 * a code, a secret or a password.
 */
export function aadsts<Code extends AadstsCode>(
  code: Code,
  ...[values]: keyof AadstsValues<Code> extends never ? [] : [AadstsValues<Code>]
): AadstsError {
  const given = new Map<string, string>(Object.entries(values ?? {}))
  const text = errors[code].text.replace(/\{(\w+)\}/g, (_, name: string) => quotable(given.get(name) ?? ''))
  return new AadstsError(code, text, errors[code])
}

/** The error that a fault forces: any number, also one that this Entra has no reason for by itself. */
export function forcedAadsts(fault: {
  readonly error: number
  readonly suberror?: string
  readonly claims?: string
}): AadstsError {
  const known: (ErrorEntry & { readonly text: string }) | undefined = Object.hasOwn(errors, fault.error)
    ? errors[fault.error as AadstsCode]
    : undefined
  const text = known?.text.replace(/\{(\w+)\}/g, '<$1>') ?? 'This error was asked for by a fault.'
  return new AadstsError(fault.error, text, {
    error: known?.error ?? 'invalid_grant',
    ...(known?.atAuthorize !== undefined && { atAuthorize: known.atAuthorize }),
    suberror: fault.suberror ?? known?.suberror,
    claims: fault.claims,
  })
}
