import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** For Azure App Service: CORS for named origins. */
export const corsInAppService: Fix = {
  title: 'In Azure App Service, name the origin',
  stack: 'app-service',
  steps:
    'App Service then answers preflights itself and takes over from CORS in the application’s code: ' +
    'use one of the two.',
  language: 'sh',
  text: block`
    az webapp cors add --resource-group contacts --name contacts-api --allowed-origins https://contacts.example.com
  `,
}

/** For Azure App Service: calls with cookies. */
export const credentialsInAppService: Fix = {
  title: 'In Azure App Service, permit calls with cookies',
  stack: 'app-service',
  steps: 'Only with named origins.',
  language: 'sh',
  text: block`
    az resource update --resource-group contacts --name web --namespace Microsoft.Web --resource-type config \\
      --parent sites/contacts-api --set properties.cors.supportCredentials=true
  `,
}

/** For Azure App Service Authentication: 401 in place of a redirect. */
export const return401InAppService: Fix = {
  title: 'In App Service Authentication, answer 401 for an API',
  stack: 'app-service',
  steps: 'For a site that is only an API. The redirect to sign-in is for sites that people open.',
  language: 'sh',
  text: block`
    az webapp auth update --resource-group contacts --name contacts-api --unauthenticated-client-action Return401
  `,
}

/** For Azure App Service: one instance for each person. */
export const affinityInAppService: Fix = {
  title: 'In Azure App Service, switch session affinity on',
  stack: 'app-service',
  steps:
    'A stopgap for applications that keep sessions in memory: when the instance stops, its sessions end.',
  language: 'sh',
  text: block`
    az webapp update --resource-group contacts --name contacts --client-affinity-enabled true
  `,
}

/** For Azure API Management: CORS for named origins. */
export const corsInApiManagement: Fix = {
  title: 'In Azure API Management, set the cors policy',
  stack: 'api-management',
  steps:
    'In the inbound section, on the API or on all APIs, before policies that check tokens or keys. ' +
    'Use it in one scope only. The elements have to come in this order.',
  language: 'xml',
  text: block`
    <inbound>
      <cors allow-credentials="true" terminate-unmatched-request="true">
        <allowed-origins>
          <origin>https://contacts.example.com</origin>
        </allowed-origins>
        <allowed-methods preflight-result-max-age="600">
          <method>GET</method>
          <method>POST</method>
          <method>PUT</method>
          <method>PATCH</method>
          <method>DELETE</method>
        </allowed-methods>
        <allowed-headers>
          <header>authorization</header>
          <header>content-type</header>
        </allowed-headers>
        <expose-headers>
          <header>www-authenticate</header>
          <header>etag</header>
        </expose-headers>
      </cors>
      <base />
    </inbound>
  `,
}
