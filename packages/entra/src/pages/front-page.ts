import { type Answer, escapeHtml, shownPage } from '../answer.ts'
import type { Application, Directory, Tenant, User } from '../directory/directory.ts'
import { isEnabled } from '../directory/find.ts'
import { pageStyle } from '../page-style.ts'

/** What the front page tells of besides the directory. */
export interface FrontPagePlaces {
  /** As the page was asked for: it stands in all addresses. */
  readonly origin: string
  /** Undefined where there is no admin listener. */
  readonly adminOrigin: string | undefined
}

/** The most of each kind that are listed: a directory may have thousands. */
const mostListed = 50
/** The most of each kind that are seen at once; who wants to see more opens them. */
const mostSeen = 10
/** The same of the addresses of an application. */
const mostUnfolded = 3

function listOf<T>(items: readonly T[], render: (item: T) => string): string {
  const lines = items.slice(0, mostListed).map((item) => `<li>${render(item)}</li>`)
  const unlisted = items.length - lines.length
  if (unlisted > 0) lines.push(`<li>… and ${unlisted} more</li>`)
  const list = (some: readonly string[]): string => `<ul class="known">${some.join('\n')}</ul>`
  if (items.length <= mostSeen) return list(lines)
  return `${list(lines.slice(0, mostSeen))}
<details><summary>${items.length - mostSeen} more</summary>${list(lines.slice(mostSeen))}</details>`
}

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`

const term = (name: string, values: readonly string[]): string =>
  values.length === 0 ? '' : `<dt>${name}</dt>${values.map((value) => `<dd>${value}</dd>`).join('')}`

/** The addresses that a tenant, or each of its user flows, is configured by. */
function addressesOf(origin: string, { domain, id, userFlows = [] }: Tenant): string {
  const flows = userFlows.length > 0 ? userFlows.map((flow) => `/${encodeURIComponent(flow.id)}`) : ['']
  const metadata = flows.map((flow) => `/${domain}${flow}/v2.0/.well-known/openid-configuration`)
  return `<dl>${[
    term('Tenant', [code(id)]),
    term(
      'Authority',
      flows.map((flow) => code(`${origin}/${domain}${flow}`)),
    ),
    term(
      'Metadata',
      metadata.map((path) => `<a href="${escapeHtml(path)}">${code(origin + path)}</a>`),
    ),
    term('Issuer', [code(`${origin}/${id}/v2.0${userFlows.length > 0 ? '/' : ''}`)]),
  ].join('\n')}</dl>`
}

function personLine(user: User): string {
  const notes = [
    ...(user.passwordProfile === undefined ? [] : ['with the password in the directory']),
    ...(isEnabled(user) ? [] : ['disabled']),
  ]
  const note = notes.length === 0 ? '' : ` <small>${notes.join(', ')}</small>`
  return `<b>${escapeHtml(user.displayName)}</b> ${code(user.userPrincipalName)}${note}`
}

/** Addresses as one value; many of them are opened by who wants to see them. */
function folded(addresses: readonly string[]): string[] {
  const shown = addresses.slice(0, mostListed).map(code)
  if (addresses.length <= mostUnfolded) return shown
  return [`<details><summary>${addresses.length} of them</summary>${shown.join('<br>')}</details>`]
}

/** An application without what only it may know. */
function applicationLine({
  appId,
  displayName,
  identifierUris,
  publicClient,
  spa,
  web,
}: Application): string {
  return `<b>${escapeHtml(displayName)}</b><dl>${[
    term('Client id', [code(appId)]),
    term('Redirect URIs, spa', folded(spa?.redirectUris ?? [])),
    term('Redirect URIs, web', folded(web?.redirectUris ?? [])),
    term('Redirect URIs, public client', folded(publicClient?.redirectUris ?? [])),
    term('App ID URIs', folded(identifierUris ?? [])),
  ].join('')}</dl>`
}

function tenantSection(origin: string, tenant: Tenant): string {
  const { applications = [], displayName, users = [] } = tenant
  return `<section>
<h2>${escapeHtml(displayName)}</h2>
${addressesOf(origin, tenant)}
<h3>People</h3>
${users.length === 0 ? '<p class="quiet">Nobody.</p>' : listOf(users, personLine)}
<h3>Applications</h3>
${applications.length === 0 ? '<p class="quiet">None.</p>' : listOf(applications, applicationLine)}
</section>`
}

const adminText = (adminOrigin: string | undefined): string =>
  adminOrigin === undefined
    ? 'This one has no address for faults, keys and clock.'
    : `Faults, keys and clock are at ${code(adminOrigin)}, for programs on this machine and no web page: try ` +
      code(`curl ${adminOrigin}/state`)

/**
 * What this server is, whom and what it knows, and by which addresses clients are configured: what the command says
 * when it starts, for whoever opens its address in a browser. It has no secret or password.
 */
export function frontPage({ tenants }: Directory, { adminOrigin, origin }: FrontPagePlaces): Answer {
  const rest = tenants.length - mostListed
  const body = `<main class="wide">
<h1>A local Entra ID</h1>
<p>For development and tests: whoever reaches it signs in as anybody. People sign in without a password, unless the
directory gives them one.</p>
${tenants
  .slice(0, mostListed)
  .map((tenant) => tenantSection(origin, tenant))
  .join('\n')}
${rest > 0 ? `<p>… and ${rest} more tenants.</p>` : ''}
<footer><small>${adminText(adminOrigin)}</small></footer>
</main>`
  return shownPage(200, { title: 'A local Entra ID', body, style: pageStyle })
}
