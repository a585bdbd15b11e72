/** What is wrong with the APIs and scopes asked for, or with the consent to them. */
export const resourceErrors = {
  28000: {
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.',
  },
  28003: {
    error: 'invalid_scope',
    text: 'Provided value for the input parameter scope cannot be empty when requesting an access token using the provided authorization code. Please specify a valid scope.',
  },
  65001: {
    error: 'invalid_grant',
    atAuthorize: 'consent_required',
    suberror: 'consent_required',
    text: "The user or administrator has not consented to use the application with ID '{app}' named '{name}'. Send an interactive authorization request for this user and resource.",
  },
  65004: {
    error: 'authorization_declined',
    atAuthorize: 'access_denied',
    text: 'User declined to consent to access the app.',
  },
  70011: {
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  },
  90009: {
    error: 'invalid_request',
    text: "Application '{app}' is requesting a token for itself. This scenario is supported only if resource is specified using the GUID based App Identifier.",
  },
  90094: {
    error: 'access_denied',
    atAuthorize: 'access_denied',
    text: 'An administrator of {tenant} has set a policy that prevents you from granting {name} the permissions it is requesting. Contact an administrator of {tenant}, who can grant permissions to this app on your behalf.',
  },
  500011: {
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  501051: {
    error: 'invalid_grant',
    text: "Application '{app}'({name}) is not assigned to a role for the application '{resource}'.",
  },
  650053: {
    error: 'invalid_client',
    text: "The application '{name}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'. Contact the app vendor.",
  },
  1002012: {
    error: 'invalid_scope',
    text: 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
} as const
