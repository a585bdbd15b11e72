import type { ProblemCode } from '@clearway/rules/problems'
import type { Severity } from '../../packages/doctor/src/report.ts'

/** Something that a client or a server wrote, and what is to be said of it. */
export interface Text {
  readonly name: string
  readonly code: ProblemCode
  /** Default `error`. */
  readonly severity?: Severity
  readonly broken: string
  /** What the same place says when all is well. */
  readonly mended?: string
}

/** Texts as their authors write them: MSAL.js 5 and 4, Microsoft.IdentityModel, ASP.NET Core, Entra. */
export const texts: readonly Text[] = [
  {
    name: 'MSAL.js 5 with an authority that is not known',
    code: 'idp/authority-not-trusted',
    broken:
      'Uncaught (in promise) ClientConfigurationError: untrusted_authority: See https://aka.ms/msal.js.errors#untrusted_authority for details',
    mended:
      '[Sat, 21 Nov 2026 09:00:00 GMT] : @azure/msal-browser@5.29.0 : Info - Emitting event: msal:loginSuccess',
  },
  {
    name: 'MSAL.js 4 with an authority that is not known',
    code: 'idp/authority-not-trusted',
    broken:
      'ClientConfigurationError: untrusted_authority: The provided authority is not a trusted authority. Please include this authority in the knownAuthorities config parameter.',
  },
  {
    name: 'MSAL.js 5 with a provider that is not Entra, in Entra’s protocol mode',
    code: 'idp/protocol-mode',
    broken:
      'ClientConfigurationError: issuer_validation_failed: See https://aka.ms/msal.js.errors#issuer_validation_failed for details',
    mended: 'msal:acquireTokenSuccess',
  },
  {
    name: 'an API that got a Graph token',
    code: 'token/audience',
    broken:
      "Microsoft.IdentityModel.Tokens.SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: '00000003-0000-0000-c000-000000000000'. Did not match: validationParameters.ValidAudience: 'api://contacts' or validationParameters.ValidAudiences: 'null'.",
    mended:
      'info: Microsoft.AspNetCore.Hosting.Diagnostics[2] Request finished HTTP/1.1 GET https://api.contoso.example/contacts - 200 - application/json 12.3ms',
  },
  {
    name: 'an API for version 2 that got a version 1 token',
    code: 'token/issuer',
    broken:
      "IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/72f988bf-86f1-41af-91ab-2d7cd011db47/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0' or validationParameters.ValidIssuers: 'null'.",
  },
  {
    name: 'an API that got an expired token',
    code: 'token/expired',
    severity: 'warning',
    broken:
      "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '11/20/2026 09:00:00 AM', Current time (UTC): '11/20/2026 10:07:12 AM'.",
  },
  {
    name: 'an API that got a token without the scope that it asks for',
    code: 'token/scope',
    broken: `HTTP/1.1 403 Forbidden
WWW-Authenticate: Bearer error="insufficient_scope"
System.UnauthorizedAccessException: IDW10203: The 'scope' or 'scp' claim does not contain scopes 'Contacts.Read' or was not found.`,
  },
  {
    name: 'an API that got a token without a tenant id',
    code: 'token/claims',
    broken:
      'IDW10401: Neither `tid` nor `tenantId` claim is present in the token obtained from Microsoft identity platform.',
  },
  {
    name: 'an API that got a token of another type',
    code: 'token/wrong-kind',
    broken:
      "IDX10257: Type validation failed. Type: 'JWT'. Did not match: validationParameters.TokenTypes: 'at+jwt'.",
  },
  {
    name: 'ASP.NET Core’s answer to a token that is too early',
    code: 'token/not-yet-valid',
    broken: `HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token", error_description="The token is not valid before '11/20/2026 11:00:00'"`,
  },
  {
    name: 'Entra’s answer to a page whose redirect URI is of the Web platform',
    code: 'idp/redirect-uri-not-spa',
    broken: `{"error":"invalid_request","error_description":"AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: 'https://app.contoso.example'. Trace ID: 0d2f1b7e-0000-4c1d-9a3e-5f6a7b8c9d00 Correlation ID: 1e3f2c8f-0000-4d2e-8b4f-6a7b8c9d0e00 Timestamp: 2026-11-20 09:00:00Z","error_codes":[9002326]}`,
  },
  {
    name: 'Entra’s answer to a server that redeems a page’s code',
    code: 'idp/spa-redeemed-by-server',
    broken:
      "AADSTS9002327: Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests. Trace ID: 0d2f1b7e-0000-4c1d-9a3e-5f6a7b8c9d00",
  },
  {
    name: 'Entra’s sign-in page for an application without the implicit flow',
    code: 'idp/implicit-disabled',
    broken:
      "AADSTS700054: response_type 'id_token' is not enabled for the application. Trace ID: 0d2f1b7e-0000-4c1d-9a3e-5f6a7b8c9d00",
  },
]
