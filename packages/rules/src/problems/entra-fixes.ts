import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** In Entra: the callback is a redirect URI of the Web platform. */
export const registerCallback: Fix = {
  title: 'Register the callback as a redirect URI of the Web platform',
  steps:
    'In the Entra admin centre open App registrations, the application, Authentication. Under Web (not ' +
    'under Single-page application) add the external URL of every origin that people sign in at, with ' +
    '`/.clearway/callback`; spelling, port and `https` have to be exact. In the manifest, add it to ' +
    'the list that is there.',
  language: 'json',
  text: block`
    {
      "web": {
        "redirectUris": [
          "https://contacts.example.com/.clearway/callback"
        ]
      }
    }
  `,
}

/** In Entra: the sign-in logs say why. */
export const readSignInLogs: Fix = {
  title: 'Read the reason in the sign-in logs',
  steps:
    'In the Entra admin centre open Monitoring & health, Sign-in logs; renewals are under “User ' +
    'sign-ins (non-interactive)”. Filter by the user, the application and the time. The ' +
    'entry shows the AADSTS code, the reason, and on its Conditional Access tab which policy decided.',
}

/** Everywhere: clocks that agree. */
export const setTheClock: Fix = {
  title: 'Synchronise the clock of the server',
  steps:
    'Times in tokens are compared with the clock of the machine. Containers use the clock of their ' +
    'host; a virtual machine may be behind after it was paused. On Windows use `w32tm /query /status` ' +
    'and `w32tm /resync`.',
  language: 'sh',
  text: block`
    timedatectl status
    sudo timedatectl set-ntp true
  `,
}

/** On the gateway's machine: can the provider be reached, and what does it say it is? */
export const fetchMetadata: Fix = {
  title: 'Fetch the provider’s metadata from the gateway’s machine',
  steps:
    'Use the `authority` of the configuration. An error of name resolution, connection or certificate ' +
    'is the cause; in a container, run it inside the container. The answer has to be JSON, and its ' +
    '`issuer` the one that is expected.',
  language: 'sh',
  text: block`
    curl -sS https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration
  `,
}

/** On the gateway's machine: an authority of the company's own. */
export const trustOwnAuthority: Fix = {
  title: 'Trust the certificate authority of the network',
  steps:
    'If a proxy of the network opens TLS, or the other side has a certificate of an own authority, ' +
    'name the certificate of that authority to Node before the gateway starts. Do not switch the ' +
    'verification off.',
  language: 'sh',
  text: block`
    NODE_EXTRA_CA_CERTS=/etc/ssl/certs/company-root.pem clearway serve --config clearway.yaml
  `,
}

/** In Entra: version 2 access tokens. */
export const requestVersion2Tokens: Fix = {
  title: 'Let Entra issue version 2 access tokens for the API',
  steps:
    'The version of an access token is set by the API’s app registration, not by the address it was ' +
    'requested at. Set this in the manifest of the API (in the older form of the manifest: ' +
    '`accessTokenAcceptedVersion`). Version 1 has the issuer `https://sts.windows.net/{tenant}/` and ' +
    'usually the App ID URI as audience; version 2 has ' +
    '`https://login.microsoftonline.com/{tenant}/v2.0` and the client id.',
  language: 'json',
  text: block`
    {
      "api": {
        "requestedAccessTokenVersion": 2
      }
    }
  `,
}

/** In Entra: the redirect URI of a page. */
export const registerSpaRedirectUri: Fix = {
  title: 'Register the redirect URI of the Single-page application platform',
  steps:
    'In the Entra admin centre open App registrations, the application, Authentication, Add a ' +
    'platform, Single-page application. Remove the same URI from the Web platform: it may be in one ' +
    'list only. This is the manifest.',
  language: 'json',
  text: block`
    {
      "spa": {
        "redirectUris": ["https://contacts.example.com/"]
      },
      "web": {
        "redirectUris": []
      }
    }
  `,
}

/** In Entra: the redirect URI of a server. */
export const registerWebRedirectUri: Fix = {
  title: 'Register the server’s redirect URI of the Web platform',
  steps:
    'In the Entra admin centre open App registrations, the application, Authentication. Remove the ' +
    'URI under Single-page application and add it under Web. This is the manifest; the path is the ' +
    'one that ASP.NET Core uses.',
  language: 'json',
  text: block`
    {
      "spa": {
        "redirectUris": []
      },
      "web": {
        "redirectUris": ["https://contacts.example.com/signin-oidc"]
      }
    }
  `,
}

/** In Entra: the API’s own scope, and the permission to ask for it. */
export const exposeScope: Fix = {
  title: 'Expose a scope of the API, and give the application permission to it',
  steps:
    'In the registration of the API: Expose an API, Application ID URI, Add a scope. In that of the ' +
    'calling application: API permissions, Add a permission, APIs my organization uses. Ask for the ' +
    'scope by its whole name, such as `api://contacts/Contacts.Read`.',
}

/** In Entra: consent for everybody. */
export const grantConsent: Fix = {
  title: 'Grant consent for everybody in the tenant',
  steps:
    'In the Entra admin centre open App registrations, the application, API permissions, Grant admin ' +
    'consent. It needs a role such as Cloud Application Administrator. With the command line, for ' +
    'the application’s client id:',
  language: 'sh',
  text: block`
    az ad app permission admin-consent --id 00000000-0000-0000-0000-000000000000
  `,
}

/** In Entra: who may use the application. */
export const assignPeople: Fix = {
  title: 'Assign the person or a group to the application',
  steps:
    'In the Entra admin centre open Enterprise applications, the application, Users and groups. It ' +
    'is needed where Properties says that assignment is required.',
}

/** In Entra: the implicit flow, for what cannot be moved yet. */
export const allowImplicit: Fix = {
  title: 'Until then, permit the implicit flow in the manifest',
  steps:
    'Under Authentication, Implicit grant and hybrid flows, or in the manifest: id tokens for ' +
    'sign-in, access tokens for ADAL.js. Tokens then come in the address of the page, so permit it ' +
    'only for the time of the move.',
  language: 'json',
  text: block`
    {
      "web": {
        "implicitGrantSettings": {
          "enableIdTokenIssuance": true,
          "enableAccessTokenIssuance": true
        }
      }
    }
  `,
}
