import { block } from '../block.ts'
import {
  lengthenTokenLifetime,
  publishCommonParent,
  publishComplexApplication,
  publishOnOwnDomain,
} from '../app-proxy-fixes.ts'
import { corsInAspNetCore } from '../aspnet-fixes.ts'
import { corsInAppService } from '../azure-fixes.ts'
import { publishBelowOneOrigin, publishInOneApplication } from '../clearway-fixes.ts'
import { oneHeaderInIis } from '../iis-fixes.ts'
import { leaveHeadersSimple } from '../page-fixes.ts'
import type { AreaCatalogue } from '../problem-info.ts'

/** Problems of applications that are published apart. */
export const publishing: Pick<
  AreaCatalogue<'proxy'>,
  'proxy/apps-on-different-origins' | 'proxy/preflight-blocked'
> = {
  'proxy/apps-on-different-origins': {
    title: 'Page and API are published on different origins',
    severity: 'error',
    summary:
      'Inside, page and API lie on one server and call each other without CORS. Published, each has ' +
      'an address of its own, so that the page’s calls go to another origin, without the headers ' +
      'that now are needed and often without the session. Nothing in the applications has changed.',
    seen:
      'It works on the internal network and fails from outside. The console of Chromium says `Access ' +
      "to XMLHttpRequest at 'https://api-contoso.msappproxy.net/…' from origin " +
      "'https://page-contoso.msappproxy.net' has been blocked by CORS policy: No " +
      "'Access-Control-Allow-Origin' header is present on the requested resource.`, or names the " +
      'sign-in page of Microsoft. Firefox and Safari say the same in their words.',
    causes: [
      'Each was published by itself, on hosts such as `page-contoso.msappproxy.net` and ' +
        '`api-contoso.msappproxy.net`. These are two origins, and each has a sign-in and a session ' +
        'of its own.',
      'They have one host and differ in the port or in the scheme.',
      'Only the page was published, and it calls the API by its internal name.',
    ],
    fixes: [
      publishOnOwnDomain,
      publishCommonParent,
      publishBelowOneOrigin,
      publishInOneApplication,
      {
        title: 'Set the headers at the API',
        steps:
          'By IIS or in its code, as the next fixes show. It needs no change to how the applications ' +
          'are published, but does not bring the session along, and pre-authentication still stops ' +
          'preflights.',
      },
      oneHeaderInIis,
      corsInAspNetCore,
      publishComplexApplication,
      lengthenTokenLifetime,
    ],
    spec: [
      'https://html.spec.whatwg.org/multipage/browsers.html#origin',
      'https://fetch.spec.whatwg.org/#cors-check',
    ],
    since: '0.1.0',
  },
  'proxy/preflight-blocked': {
    title: 'Pre-authentication stops the preflight',
    severity: 'error',
    summary:
      'Before the call the browser sent an OPTIONS request, which by the standard carries no cookie ' +
      'and no token. The proxy in front asks every request for a sign-in, and answered with a ' +
      'redirect to the sign-in page, with 401 or with 403. The API has not seen the request.',
    seen:
      "The console of Chromium says `Response to preflight request doesn't pass access control " +
      'check: Redirect is not allowed for a preflight request.` or `It does not have HTTP ok ' +
      'status.` Firefox says `(Reason: CORS preflight response did not succeed). Status code: 302.` ' +
      'Safari says `Preflight response is not successful. Status code: 302`. GET without headers of ' +
      'its own works, POST of JSON does not.',
    causes: [
      'Page and API are published as separate applications of Entra application proxy with ' +
        'pre-authentication.',
      'A sign-in proxy (oauth2-proxy, Cloudflare Access, IAP, App Service Authentication) stands ' +
        'in front of the API.',
      'A load balancer or firewall asks for a client certificate, which preflights do not carry either.',
    ],
    fixes: [
      publishComplexApplication,
      publishCommonParent,
      publishInOneApplication,
      publishBelowOneOrigin,
      {
        title: 'In a sign-in proxy, let preflights pass',
        steps:
          'In oauth2-proxy by this option; in Cloudflare Access by “Bypass options requests to ' +
          'origin”, in IAP by `allow_http_options`. The API then has to answer them itself, and must ' +
          'do nothing else with OPTIONS.',
        language: 'sh',
        text: block`
          oauth2-proxy --skip-auth-preflight=true --upstream http://10.0.0.6:8080
        `,
      },
      corsInAppService,
      leaveHeadersSimple,
    ],
    spec: [
      'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
      'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
    ],
    since: '0.1.0',
  },
}
