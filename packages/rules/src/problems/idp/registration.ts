import { block } from '../block.ts'
import {
  allowImplicit,
  exposeScope,
  fetchMetadata,
  registerSpaRedirectUri,
  registerWebRedirectUri,
} from '../entra-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** What the registration of the application does not permit. */
export const registration: Pick<
  AreaCatalogue<'idp'>,
  | 'idp/implicit-disabled'
  | 'idp/redirect-uri-mismatch'
  | 'idp/application-not-found'
  | 'idp/tenant-not-found'
  | 'idp/scope-not-valid'
  | 'idp/client-credentials-rejected'
> = {
  'idp/implicit-disabled': {
    title: 'The implicit flow is switched off for the application',
    severity: 'error',
    summary:
      'The application asked the authorize endpoint for an id token or access token directly. That ' +
      'is the implicit flow, which has to be permitted in the registration, and which current ' +
      'libraries do not use any more.',
    seen:
      "AADSTS700054: `response_type 'id_token' is not enabled for the application.`, or AADSTS700051 " +
      'and AADSTS70005 for `token`; the error is `unsupported_response_type`. With ADAL.js it shows ' +
      'as `Token Renewal Failed` or as an error after sign-in.',
    causes: [
      'The page uses ADAL.js, or MSAL.js 1, and the manifest does not permit the implicit flow.',
      'A server asks for `code id_token` (the hybrid flow), and id tokens are not permitted.',
      'The response type was written by hand.',
    ],
    fixes: [
      {
        title: 'Move the page to MSAL.js and the code flow',
        steps:
          'Register the redirect URI as Single-page application; nothing has to be permitted then. ' +
          'ADAL.js is no longer maintained.',
        language: 'js',
        text: block`
          import { PublicClientApplication } from '@azure/msal-browser'

          const msal = new PublicClientApplication({
            auth: {
              clientId: '00000000-0000-0000-0000-000000000000',
              authority: 'https://login.microsoftonline.com/contoso.onmicrosoft.com',
              redirectUri: 'https://contacts.example.com/',
            },
          })
        `,
      },
      registerSpaRedirectUri,
      allowImplicit,
      {
        title: 'In ASP.NET Core, ask for a code',
        stack: 'aspnet-core',
        steps: 'With a secret or certificate. Then no id token comes from the authorize endpoint.',
        language: 'csharp',
        text: block`
          builder.Services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
              options.ResponseType = OpenIdConnectResponseType.Code);
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9700.html#section-2.1.2'],
    since: '0.1.0',
  },
  'idp/redirect-uri-mismatch': {
    title: 'The redirect URI is not registered',
    severity: 'error',
    summary:
      'The provider sends its answer only to addresses that are registered for the application, and ' +
      'compares them letter by letter. The one in the request is not among them.',
    seen:
      "A page of the provider with AADSTS50011: `The redirect URI '…' specified in the request does " +
      'not match the redirect URIs configured for the application`; AADSTS900971 if none is ' +
      'registered. In a hidden frame nothing shows, and the library runs into its time limit.',
    causes: [
      'Behind a proxy that ends TLS the application builds its address with `http://` or with an ' +
        'internal host: see `proxy/forwarded-headers`.',
      'The host, the port, the path or a slash at the end differs.',
      'A new host was published, and its redirect URI was not added.',
      'The URI stands in the registration of another application.',
    ],
    fixes: [
      {
        title: 'Register the address exactly as the error shows it',
        steps:
          'In the Entra admin centre open App registrations, the application, Authentication. First ' +
          'look whether it is the address at which people open the application; if not, mend that.',
        language: 'sh',
        text: block`
          az ad app show --id 00000000-0000-0000-0000-000000000000 --query "{web: web.redirectUris, spa: spa.redirectUris}"
        `,
      },
      registerSpaRedirectUri,
      registerWebRedirectUri,
      {
        title: 'In ASP.NET Core, read forwarded headers first',
        stack: 'aspnet-core',
        steps: 'The redirect URI then has the scheme and host that the browser sees.',
        language: 'csharp',
        text: block`
          app.UseForwardedHeaders();
          app.UseAuthentication();
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-3.1.2.3'],
    since: '0.1.0',
  },
  'idp/application-not-found': {
    title: 'The application is not known in this tenant',
    severity: 'error',
    summary: 'The client id in the request belongs to no application of the tenant that was asked.',
    seen:
      "AADSTS700016: `Application with identifier '…' was not found in the directory '…'.` The error " +
      'is `unauthorized_client`.',
    causes: [
      'The client id was mistyped, or the object id was copied in its place.',
      'The authority names another tenant than the one with the registration.',
      'The application is of another organisation, and nobody of this tenant has consented to it yet.',
      'The registration was deleted.',
    ],
    fixes: [
      {
        title: 'Compare client id and tenant with the registration',
        steps:
          'On the overview page of the app registration: Application (client) ID and Directory ' +
          '(tenant) ID.',
        language: 'sh',
        text: block`
          az ad app list --display-name Contacts --query "[].{name: displayName, clientId: appId}"
          az account show --query tenantId
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-5.2'],
    since: '0.1.0',
  },
  'idp/tenant-not-found': {
    title: 'The tenant does not exist, or does not take this application',
    severity: 'error',
    summary:
      'The authority names a tenant that Entra does not know, or a collective one such as `common` ' +
      'for an application that is registered for one tenant only.',
    seen:
      "AADSTS90002: `Tenant '…' not found.`, AADSTS50194: `Application '…' is not configured as a " +
      'multi-tenant application.`, or AADSTS9001023 for a grant that is not supported over `common`.',
    causes: [
      'The tenant is mistyped, or its domain was changed.',
      'It is a tenant of another cloud: government and China have hosts of their own.',
      'The authority says `common` or `organizations`, and the registration says one tenant.',
      'The application signs in without a person, which needs a tenant by name.',
    ],
    fixes: [
      {
        title: 'Name the tenant in the authority',
        steps: 'By its id or by one of its domains.',
        language: 'js',
        text: block`
          const msal = new PublicClientApplication({
            auth: {
              clientId: '00000000-0000-0000-0000-000000000000',
              authority: 'https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111',
            },
          })
        `,
      },
      {
        title: 'Open the application for other tenants',
        steps:
          'Only if people of other organisations are to use it: App registrations, the application, ' +
          'Authentication, Supported account types. Then let the application check the tenant of ' +
          'each token.',
      },
      fetchMetadata,
    ],
    spec: ['https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig'],
    since: '0.1.0',
  },
  'idp/scope-not-valid': {
    title: 'The requested scope or resource is not valid',
    severity: 'error',
    summary:
      'The provider does not know the scope or the API that it belongs to, or the scopes in the ' +
      'request do not go together.',
    seen:
      'AADSTS70011, AADSTS28002 or AADSTS28003 with `invalid_scope`; AADSTS500011 with `The resource ' +
      'principal named … was not found in the tenant`; AADSTS650057 or AADSTS650056 for a permission ' +
      'that the application does not have; AADSTS901002 for `resource` at version 2; AADSTS700022 ' +
      'for scopes of two APIs in one request.',
    causes: [
      'The scope lacks the API’s identifier: `Contacts.Read` in place of ' +
        '`api://contacts/Contacts.Read`, and so is looked for in Microsoft Graph.',
      'The Application ID URI of the API is another one, or the API is not present in this tenant.',
      'The permission was not added to the calling application.',
      'Scopes of two APIs stand in one request.',
      '`resource` of version 1 was sent to an endpoint of version 2.',
    ],
    fixes: [
      exposeScope,
      {
        title: 'Ask for one API at a time',
        steps:
          'A token is for one API. Several are several requests; sign-in itself may ask for consent ' +
          'to all of them.',
        language: 'js',
        text: block`
          const account = msal.getActiveAccount()
          const contacts = await msal.acquireTokenSilent({ scopes: ['api://contacts/Contacts.Read'], account })
          const graph = await msal.acquireTokenSilent({ scopes: ['https://graph.microsoft.com/User.Read'], account })
        `,
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-3.3'],
    since: '0.1.0',
  },
  'idp/client-credentials-rejected': {
    title: 'The application could not prove who it is',
    severity: 'error',
    summary:
      'The token endpoint did not accept the secret or the certificate with which the application ' +
      'signs in, or expects one and got none.',
    seen:
      'The error is `invalid_client`. AADSTS7000215: the secret is wrong; AADSTS7000222: it has ' +
      'expired; AADSTS700027: the certificate does not fit; AADSTS7000218: there was none; ' +
      'AADSTS700025: the application is a public one and sent one. People cannot sign in any more, ' +
      'all at once.',
    causes: [
      'The secret has expired. The admin centre makes none that lives longer than two years.',
      'The id of the secret was configured in place of its value.',
      'It is the secret of another application or tenant.',
      'A redirect URI of the Web platform is used by a page or desktop application, which has no ' +
        'secret.',
      'The certificate was renewed on the machine and not uploaded, or the other way round.',
    ],
    fixes: [
      {
        title: 'Make a new secret and put it where the application reads it',
        steps:
          'Copy the value, which is shown once, and not the id. Remove the old one when the new one ' +
          'works.',
        language: 'sh',
        text: block`
          az ad app credential reset --id 00000000-0000-0000-0000-000000000000 --append --display-name 2026
        `,
      },
      {
        title: 'In Clearway, refer to it and do not write it down',
        stack: 'clearway',
        steps: 'From the environment or from a file.',
        language: 'yaml',
        text: block`
          identity:
            authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
            clientId: 00000000-0000-0000-0000-000000000000
            clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
        `,
      },
      registerSpaRedirectUri,
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc6749.html#section-2.3'],
    since: '0.1.0',
  },
}
