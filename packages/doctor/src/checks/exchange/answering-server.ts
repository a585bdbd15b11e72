import { excerpt, fieldValue } from '@clearway/rules/http'
import type { Entry } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import { citeResponseHeaders } from '../evidence.ts'

/** Headers by which one can tell who wrote an answer. */
const signs = ['server', 'via', 'x-powered-by', 'x-served-by', 'x-cache', 'cf-ray', 'x-azure-ref'] as const

/** Software that usually stands before an application; what answers under these names is often not the application. */
const inFront: readonly (readonly [RegExp, string])[] = [
  [/nginx|openresty/i, 'nginx'],
  [/cloudflare/i, 'Cloudflare'],
  [/envoy|istio/i, 'Envoy'],
  [/awselb|elasticloadbalancing/i, 'the AWS load balancer'],
  [/cloudfront/i, 'CloudFront'],
  [/microsoft-azure-application-gateway/i, 'Azure Application Gateway'],
  [/haproxy/i, 'HAProxy'],
  [/traefik/i, 'Traefik'],
  [/caddy/i, 'Caddy'],
  [/varnish/i, 'Varnish'],
  [/akamai|ghost/i, 'Akamai'],
  [/microsoft-httpapi/i, 'HTTP.SYS, before the application'],
]

/** Who answered, by the Server and Via headers: `nginx`; undefined where they name nobody known. */
export function answererOf({ response }: Entry): string | undefined {
  if (!response) return undefined
  const texts = ['server', 'via'].map((name) => fieldValue(response.headers, name)?.slice(0, 200) ?? '')
  for (const [pattern, name] of inFront) if (texts.some((text) => pattern.test(text))) return name
  return undefined
}

/** What an answer calls its server, as it stands in the header: `nginx/1.27`. */
export function serverWords(entry: Entry): string | undefined {
  const server = entry.response && fieldValue(entry.response.headers, 'server')
  return server === undefined ? undefined : excerpt(server, 60)
}

/** The headers that tell who answered. */
export function citeAnswerer(entry: Entry): readonly Evidence[] {
  return citeResponseHeaders(entry, ...signs).slice(0, 3)
}
