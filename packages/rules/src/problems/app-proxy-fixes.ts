import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** In Entra application proxy: page and API on hosts of one domain, or one host. */
export const publishOnOwnDomain: Fix = {
  title: 'In Entra application proxy, use a custom domain',
  stack: 'app-proxy',
  steps:
    'In the Entra admin centre open Enterprise applications, the application, Application proxy. ' +
    'Choose your own verified domain in the external URL in place of `msappproxy.net`, upload its ' +
    'certificate, and point a CNAME record at the name that is shown. With the same external host ' +
    'and different paths for both applications they are of one origin; with two hosts below one ' +
    'domain they are of one site.',
}

/** In Entra application proxy: one application for both directories. */
export const publishCommonParent: Fix = {
  title: 'In Entra application proxy, publish the parent directory',
  stack: 'app-proxy',
  steps:
    'If both lie on one internal server: one application whose internal URL is the common parent, ' +
    'such as `http://intranet.example.com/` in place of `http://intranet.example.com/page/`. Page ' +
    'and API then have one external origin. Everything else below that parent is published as well.',
}

/** In Entra application proxy: one wildcard application with segments and CORS rules. */
export const publishComplexApplication: Fix = {
  title: 'In Entra application proxy, publish one complex application',
  stack: 'app-proxy',
  steps:
    'A complex application has a wildcard external URL, several segments, and one sign-in for all of ' +
    'them. Give the segment of the API a CORS rule: the service then answers preflights without a ' +
    'sign-in. The origin is compared exactly, capital letters included. This is the segment in ' +
    'Microsoft Graph (beta).',
  language: 'json',
  text: block`
    {
      "externalUrl": "https://api.example.com/",
      "internalUrl": "http://api.intranet.example.com/",
      "corsConfigurations": [
        {
          "resource": "/",
          "allowedOrigins": ["https://contacts.example.com"],
          "allowedHeaders": ["authorization", "content-type"],
          "allowedMethods": ["GET", "POST", "PUT", "DELETE"],
          "maxAgeInSeconds": 600
        }
      ]
    }
  `,
}

/** In Entra: access tokens that live longer; a stopgap. */
export const lengthenTokenLifetime: Fix = {
  title: 'In Entra, lengthen the lifetime of access tokens as a stopgap',
  steps:
    'It makes the failure rarer and does not remove it, and a stolen token is good for longer. ' +
    'Between 10 minutes and 23 hours 59 minutes. Needs the Microsoft Graph PowerShell module and ' +
    'Entra ID P1.',
  language: 'powershell',
  text: block`
    Connect-MgGraph -Scopes 'Policy.ReadWrite.ApplicationConfiguration', 'Application.ReadWrite.All'

    $policy = New-MgPolicyTokenLifetimePolicy -DisplayName 'Contacts, four hours' -Definition @(
      '{"TokenLifetimePolicy":{"Version":1,"AccessTokenLifetime":"04:00:00"}}'
    )

    $application = Get-MgApplication -Filter "displayName eq 'Contacts'"
    New-MgApplicationTokenLifetimePolicyByRef -ApplicationId $application.Id \`
      -OdataId "https://graph.microsoft.com/v1.0/policies/tokenLifetimePolicies/$($policy.Id)"
  `,
}
