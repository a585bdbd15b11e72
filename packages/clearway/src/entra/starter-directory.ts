const devServerPorts = [3000, 4200, 5173, 8000, 8080]

/** As MSAL sends them: with and without the slash of `location.origin`, and a page of its own for the answer. */
const pageAddresses = (indent: string): string =>
  devServerPorts
    .flatMap((port) => ['', '/', '/redirect.html'].map((path) => `http://localhost:${port}${path}`))
    .map((uri) => `${indent}- ${uri}\n`)
    .join('')

/**
 * The directory that `clearway entra` has without a file, and that `--init` writes: a file to learn from and to edit.
 * Its ids are fixed, so that what was configured yesterday still works.
 */
export const starterDirectory: string = `\
# The directory of a local Entra ID: clearway entra --tls thisfile.yaml
# Names are those of the Entra manifest and of Microsoft Graph. A changed file counts at once.
# Nothing here is secret: whoever reaches this Entra signs in as anybody.

tenants:
  - id: aaaaaaaa-0000-4000-8000-000000000001
    domain: contoso.onmicrosoft.com
    displayName: Contoso

    groups:
      - id: dddddddd-0000-4000-8000-000000000001
        displayName: sales
      - id: dddddddd-0000-4000-8000-000000000002
        displayName: finance

    users:
      # Without passwordProfile any password will do. \`accountEnabled: false\` locks somebody out.
      - id: cccccccc-0000-4000-8000-000000000001
        userPrincipalName: ada@contoso.onmicrosoft.com
        displayName: Ada Lovelace
        givenName: Ada
        surname: Lovelace
        mail: ada@contoso.example
        memberOf: [dddddddd-0000-4000-8000-000000000001, dddddddd-0000-4000-8000-000000000002]
        # Her roles at the API below, by its appId.
        appRoles:
          bbbbbbbb-0000-4000-8000-000000000002: [Orders.Approve]
      - id: cccccccc-0000-4000-8000-000000000002
        userPrincipalName: grace@contoso.onmicrosoft.com
        displayName: Grace Hopper
        mail: grace@contoso.example

    applications:
      # A page that uses MSAL.js 2 or newer. Add the address of yours, to the letter.
      - appId: bbbbbbbb-0000-4000-8000-000000000001
        displayName: My page
        spa:
          redirectUris:
${pageAddresses('            ')}        groupMembershipClaims: SecurityGroup

      # An API: pages ask for the scope api://orders/Orders.Read, daemons for api://orders/.default.
      - appId: bbbbbbbb-0000-4000-8000-000000000002
        displayName: Orders API
        identifierUris: ['api://orders']
        api:
          requestedAccessTokenVersion: 2
          oauth2PermissionScopes:
            - value: Orders.Read
            - value: Orders.Write
        appRoles:
          - value: Orders.Approve
            allowedMemberTypes: [User]
          - value: Orders.Read.All
            allowedMemberTypes: [Application]
        # So that it may call another API in the name of its caller (on-behalf-of).
        passwordCredentials:
          - secretText: orders-secret

      # A program without a person (client credentials).
      - appId: bbbbbbbb-0000-4000-8000-000000000003
        displayName: Nightly job
        passwordCredentials:
          - secretText: job-secret
        appRoleAssignments:
          bbbbbbbb-0000-4000-8000-000000000002: [Orders.Read.All]

      # An application that signs people in on its server.
      - appId: bbbbbbbb-0000-4000-8000-000000000004
        displayName: My web app
        web:
          redirectUris:
            - http://localhost:3000/auth/callback
            - http://localhost:5000/signin-oidc
            - https://localhost:5001/signin-oidc
            - http://localhost:8080/auth/callback
            # Clearway itself, in front of an app.
            - http://localhost:8080/.clearway/callback
            - http://localhost:8080/.clearway/signed-out
        passwordCredentials:
          - secretText: web-secret

      # A command line tool or device: interactive sign-in on any local port, device code, password.
      - appId: bbbbbbbb-0000-4000-8000-000000000005
        displayName: My tool
        isFallbackPublicClient: true
        publicClient:
          redirectUris:
            - http://localhost

      # A page that still uses ADAL.js: version 1.0 and the implicit flow.
      - appId: bbbbbbbb-0000-4000-8000-000000000006
        displayName: My older page
        web:
          redirectUris:
${pageAddresses('            ')}          implicitGrantSettings:
            enableIdTokenIssuance: true
            enableAccessTokenIssuance: true

      # An older API: its resource is https://contoso.onmicrosoft.com/reports, its tokens are of version 1.0.
      - appId: bbbbbbbb-0000-4000-8000-000000000007
        displayName: Reports
        identifierUris: ['https://contoso.onmicrosoft.com/reports']
        api:
          oauth2PermissionScopes:
            - value: user_impersonation

  # A B2C tenant: the authority is <origin>/fabrikamb2c.onmicrosoft.com/B2C_1_susi.
  - id: aaaaaaaa-0000-4000-8000-000000000002
    domain: fabrikamb2c.onmicrosoft.com
    displayName: Fabrikam customers
    userFlows:
      - id: B2C_1_susi
      - id: B2C_1_reset
        userFlowType: passwordReset
    users:
      - id: cccccccc-0000-4000-8000-000000000003
        userPrincipalName: joan@fabrikamb2c.onmicrosoft.com
        displayName: Joan Clarke
        mail: joan@fabrikam.example
    applications:
      - appId: bbbbbbbb-0000-4000-8000-000000000008
        displayName: My shop
        spa:
          redirectUris:
${pageAddresses('            ')}
# What goes wrong on purpose, until it is taken out. The admin address does the same for one request.
# faults:
#   - error: 50076                     # asks for multi-factor authentication
#     endpoint: token
#     user: grace@contoso.onmicrosoft.com
`
