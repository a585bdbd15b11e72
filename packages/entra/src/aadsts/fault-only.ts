/** What Entra refuses for reasons that this Entra has not, such as Conditional Access: they come by a fault only. */
export const faultOnlyErrors = {
  28002: {
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope is not valid when requesting an access token. Please specify a valid scope.',
  },
  50001: {
    error: 'invalid_resource',
    text: 'The resource named {resource} was not found in the tenant named {tenant}, or it is disabled. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.',
  },
  50055: {
    error: 'invalid_grant',
    suberror: 'user_password_expired',
    text: 'The password is expired.',
  },
  50072: {
    error: 'interaction_required',
    suberror: 'basic_action',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '{resource}'.",
  },
  50074: {
    error: 'interaction_required',
    suberror: 'basic_action',
    text: 'Strong Authentication is required.',
  },
  50076: {
    error: 'interaction_required',
    suberror: 'basic_action',
    claims:
      '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-00000000ca01"]}}}',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.",
  },
  50078: {
    error: 'interaction_required',
    suberror: 'basic_action',
    text: "Presented multi-factor authentication has expired due to policies configured by your administrator, you must refresh your multi-factor authentication to access '{resource}'.",
  },
  50079: {
    error: 'interaction_required',
    suberror: 'basic_action',
    claims:
      '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-00000000ca01"]}}}',
    text: "Due to a configuration change made by your administrator, or because you moved to a new location, you must enroll in multi-factor authentication to access '{resource}'.",
  },
  50131: {
    error: 'interaction_required',
    atAuthorize: 'interaction_required',
    text: 'Device is not in required device state: {state}. Conditional Access policy requires a compliant device, and the device is not compliant.',
  },
  50132: {
    error: 'invalid_grant',
    text: 'The session is not valid due to the following reasons: password expiration or recent password change.',
  },
  50133: {
    error: 'invalid_grant',
    text: 'Session is invalid due to expiration or recent password change.',
  },
  50148: {
    error: 'invalid_grant',
    text: 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
  },
  50173: {
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '{issued}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{from}'.",
  },
  53000: {
    error: 'interaction_required',
    suberror: 'message_only',
    claims:
      '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-00000000ca01"]}}}',
    text: 'Device is not in required device state: compliant. Conditional Access policy requires a compliant device, and the device is not compliant. The user must enroll their device with an approved MDM provider like Intune.',
  },
  53001: {
    error: 'interaction_required',
    suberror: 'message_only',
    claims:
      '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-00000000ca01"]}}}',
    text: 'Device is not in required device state: domain_joined. Conditional Access policy requires a domain joined device, and the device is not domain joined.',
  },
  53002: {
    error: 'interaction_required',
    suberror: 'message_only',
    claims:
      '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-00000000ca01"]}}}',
    text: 'Application used is not an approved application for Conditional Access.',
  },
  53003: {
    error: 'invalid_grant',
    atAuthorize: 'interaction_required',
    suberror: 'message_only',
    claims:
      '{"access_token":{"capolids":{"essential":true,"values":["00000000-0000-4000-8000-00000000ca01"]}}}',
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  70043: {
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: 'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on {issued} and the maximum allowed lifetime for this request is {lifetime}.',
  },
  650056: {
    error: 'invalid_client',
    text: "Misconfigured application. This could be due to one of the following: the client has not listed any permissions for '{resource}' in the requested permissions in the client's application registration. Or, the admin has not consented in the tenant. Or, check the application identifier in the request to ensure it matches the configured client application identifier.",
  },
  650057: {
    error: 'invalid_resource',
    text: "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: {app}. Resource value from request: {resource}.",
  },
  700022: {
    error: 'invalid_scope',
    text: "The provided value for the input parameter 'scope' is not valid because it contains more than one resource.",
  },
  700081: {
    error: 'invalid_grant',
    text: 'The refresh token has expired due to maximum lifetime. The token was issued on {issued} and the maximum allowed lifetime for this application is {lifetime}.',
  },
} as const
