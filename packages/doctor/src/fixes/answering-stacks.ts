import { findKnownErrors, type ErrorSystem } from '@clearway/rules/entra'
import { fieldValues } from '@clearway/rules/http'
import type { Stack } from '@clearway/rules/problems'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'
import type { Entry } from '../material.ts'

/** How an answer gives its software away: by what its URL's host ends in, or by a field whose value matches. */
type Sign =
  | { readonly stack: Stack; readonly host: RegExp }
  | { readonly stack: Stack; readonly field: string; readonly value: RegExp }

const any = /(?:)/

/**
 * What wrote the application comes before what stands in front of it: an application that signs an answer has
 * made it, and what stands in front would have let its headers pass.
 */
const signs: readonly Sign[] = [
  { stack: 'clearway', field: 'clearway-problem', value: any },
  { stack: 'aspnet-core', field: 'server', value: /^kestrel\b/i },
  { stack: 'aspnet-core', field: 'set-cookie', value: /^\.AspNetCore\./ },
  { stack: 'aspnet', field: 'x-aspnet-version', value: any },
  { stack: 'aspnet', field: 'x-aspnetmvc-version', value: any },
  { stack: 'aspnet', field: 'set-cookie', value: /^(?:ASP\.NET_SessionId|\.ASPXAUTH|\.AspNet\.)/ },
  { stack: 'node', field: 'x-powered-by', value: /^(?:express|next\.js|nuxt)\b/i },
  { stack: 'node', field: 'set-cookie', value: /^connect\.sid=/ },
  { stack: 'app-service', field: 'set-cookie', value: /^ARRAffinity(?:SameSite)?=/ },
  { stack: 'app-service', host: /\.azurewebsites\.(?:net|us|cn)$/ },
  { stack: 'iis', field: 'server', value: /^microsoft-iis\b/i },
  // IIS adds it to all that it serves; it does not tell .NET Framework from ASP.NET Core behind the module.
  { stack: 'iis', field: 'x-powered-by', value: /^asp\.net$/i },
  { stack: 'nginx', field: 'server', value: /^(?:nginx|openresty)\b/i },
  { stack: 'nginx', field: 'via', value: /\b(?:nginx|openresty)\b/i },
  { stack: 'application-gateway', field: 'server', value: /^microsoft-azure-application-gateway\b/i },
  { stack: 'api-management', field: 'www-authenticate', value: /\bAzureApiManagementKey\b/i },
  { stack: 'api-management', field: 'ocp-apim-trace-location', value: any },
  { stack: 'api-management', host: /\.azure-api\.(?:net|us|cn)$/ },
  { stack: 'app-proxy', field: 'x-ms-proxy-app-id', value: any },
  { stack: 'app-proxy', field: 'x-ms-proxy-transaction-id', value: any },
  { stack: 'app-proxy', field: 'set-cookie', value: /^AzureAppProxyAccessCookie/ },
  { stack: 'app-proxy', host: /\.msappproxy\.(?:net|us|cn)$/ },
]

const ofSystems: Partial<Record<ErrorSystem, Stack>> = {
  'aspnet-core': 'aspnet-core',
  'identity-model': 'aspnet-core',
  'identity-web': 'aspnet-core',
  'passport-azure-ad': 'node',
}

const longest = 300

/**
 * The software by which a call was answered, as far as the answers from the called origin tell: the one in
 * which to look first comes first. Empty where nothing tells. What answers on other origins of a chain of
 * redirects does not count.
 */
export function stacksOf({ hops }: RecordedExchange): readonly Stack[] {
  const entries = hops.flatMap(({ preflight, call }) => [preflight ?? [], call ?? []].flat())
  const called = entries[0] && originAndHost(entries[0].request.url)
  if (!called) return []
  const answers = entries.filter(({ request }) => originAndHost(request.url)?.origin === called.origin)
  const named = answers.flatMap(stacksInWords)
  return inOrder([
    ...named,
    ...signs.flatMap((sign) => (answers.some((entry) => shows(entry, sign)) ? sign.stack : [])),
    ...stacksOfHost(called.host),
  ])
}

/** The same by the address alone: services publish applications on hosts of their own. */
export function stacksOfAddress(url: string): readonly Stack[] {
  const parts = originAndHost(url)
  return parts ? inOrder(stacksOfHost(parts.host)) : []
}

/** The software whose log or answer names a known error. */
export function stackOfSystem(system: ErrorSystem): Stack | undefined {
  return ofSystems[system]
}

/** ASP.NET Core and passport-azure-ad say in `WWW-Authenticate` why a token is not good, each in its own words. */
function stacksInWords({ response }: Entry): readonly Stack[] {
  return fieldValues(response?.headers ?? [], 'www-authenticate')
    .slice(0, 5)
    .flatMap((value) => findKnownErrors(value.slice(0, longest)))
    .flatMap(({ system }) => ofSystems[system] ?? [])
}

function shows({ response }: Entry, sign: Sign): boolean {
  if ('host' in sign || !response) return false
  return fieldValues(response.headers, sign.field).some((value) => sign.value.test(value.slice(0, longest)))
}

function stacksOfHost(host: string): readonly Stack[] {
  return signs.flatMap((sign) => ('host' in sign && sign.host.test(host) ? sign.stack : []))
}

/** Each once, in the order of the signs. App Service on Windows is an IIS that one does not configure as such. */
function inOrder(stacks: readonly Stack[]): readonly Stack[] {
  const found = new Set(stacks)
  if (found.has('app-service')) found.delete('iis')
  const known = new Set(signs.map(({ stack }) => stack))
  return [...known].filter((stack) => found.has(stack))
}

function originAndHost(url: string): { readonly origin: string; readonly host: string } | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, hostname } = new URL(url)
  return { origin, host: hostname }
}
