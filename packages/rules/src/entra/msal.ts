import { errorTable } from './error-table.ts'
import type { KnownError } from './known-error.ts'

/** Error codes of MSAL.js (`errorCode`), versions 2 to 5. */
export const msalErrors: readonly Omit<KnownError, 'values'>[] = errorTable('msal', '', [
  ['authority_uri_insecure', 'idp/authority-not-trusted', 'The authority is not https.'],
  [
    'untrusted_authority endpoints_resolution_error',
    'idp/authority-not-trusted',
    'The authority’s host is not known to Microsoft and not listed in knownAuthorities.',
  ],
  [
    'authority_mismatch',
    'idp/authority-not-trusted',
    'The request’s authority is another one than that of the account or the configuration.',
  ],
  [
    'invalid_cloud_discovery_metadata',
    'idp/authority-not-trusted',
    'The configured cloudDiscoveryMetadata cannot be read.',
  ],
  [
    'openid_config_error',
    'idp/metadata-not-found',
    'The authority’s metadata could not be loaded: wrong tenant or policy, CORS, or network.',
  ],
  [
    'issuer_validation_failed',
    'idp/protocol-mode',
    'The issuer in the authority’s metadata does not fit the authority; other providers need protocolMode OIDC.',
  ],
  [
    'end_session_endpoint_not_supported',
    'idp/protocol-mode',
    'The provider’s metadata names no sign-out endpoint.',
  ],
  [
    'post_request_failed',
    'idp/refused',
    'The call to the token endpoint failed without an answer that the page may read: CORS (the redirect URI is not of the platform “Single-page application”), or network.',
  ],
  [
    'get_request_failed',
    'idp/metadata-not-found',
    'A call for the provider’s metadata failed without an answer that the page may read: CORS or network.',
  ],
  ['no_network_connectivity', 'browser/not-cors', 'The browser is offline.'],
  [
    'failed_to_parse_response',
    'idp/answer-lost',
    'The answer of the token endpoint is not JSON: something in between answered.',
  ],
  [
    'timed_out monitor_window_timeout redirect_bridge_timeout redirect_bridge_empty_response',
    'idp/answer-lost',
    'The answer did not come back to the page: the redirect page does not pass it on, blocks frames, or the person’s session needs a click.',
  ],
  [
    'user_cancelled',
    'idp/answer-lost',
    'The window was closed before an answer came; with MSAL 4 and Cross-Origin-Opener-Policy also without anybody closing it.',
  ],
  [
    'popup_window_error empty_window_error',
    'idp/answer-lost',
    'The pop-up window could not be opened; the browser blocks it.',
  ],
  [
    'interaction_in_progress',
    'idp/answer-lost',
    'Another sign-in is under way in this page or did not come to its end.',
  ],
  [
    'block_iframe_reload block_nested_popups redirect_in_iframe',
    'idp/answer-lost',
    'The redirect page starts another sign-in inside the hidden frame or the pop-up window; it should be an empty page.',
  ],
  [
    'hash_empty_error hash_does_not_contain_known_properties no_state_in_hash',
    'idp/answer-lost',
    'The answer’s fragment was lost on the redirect page: a router or a redirect removed it.',
  ],
  [
    'state_mismatch state_not_found invalid_state',
    'idp/answer-lost',
    'The answer belongs to another sign-in than the one begun here.',
  ],
  ['nonce_mismatch', 'idp/answer-lost', 'The id_token belongs to another request than the one made here.'],
  [
    'authorization_code_missing_from_server_response',
    'idp/answer-lost',
    'The answer of the authorize endpoint has no code.',
  ],
  [
    'no_account_error no_tokens_found',
    'idp/interaction-required',
    'Nobody is signed in in this page’s cache; a sign-in with a window is needed.',
  ],
  [
    'refresh_token_expired',
    'idp/code-or-refresh-token-ended',
    'The refresh token has ended; a sign-in at the provider is needed.',
  ],
  [
    'login_required',
    'idp/silent-sign-in-failed',
    'A silent sign-in found nobody signed in, or the browser blocks the provider’s cookies in frames.',
  ],
  ['interaction_required', 'idp/interaction-required', 'The provider wants to see the person.'],
  ['consent_required', 'idp/consent-missing', 'Somebody has to consent to what the application asks for.'],
  [
    'uninitialized_public_client_application',
    'idp/request-malformed',
    'MSAL was used before its initialize() had ended.',
  ],
  [
    'crypto_nonexistent',
    'idp/request-malformed',
    'The page is not in a secure context (https or localhost), so the browser has no Web Crypto.',
  ],
])
