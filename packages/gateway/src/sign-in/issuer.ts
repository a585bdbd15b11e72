const wellKnown = '/.well-known/openid-configuration'

/** An authority as it is compared with issuers: without a slash at its end, and without the path of its metadata. */
const nameOf = (authority: URL): string =>
  authority.href
    .replace(/\/$/, '')
    .replace(new RegExp(`${wellKnown}$`), '')
    .replace(/\/$/, '')

/** Where an authority's metadata are (OpenID Connect Discovery 1.0, 4.1). People also write that address itself. */
export const metadataUrlOf = (authority: URL): URL => new URL(nameOf(authority) + wellKnown)

/** Whether an authority is of several organizations at Entra: the issuer of each token is its own tenant's. */
export const isOfManyTenants = (authority: URL): boolean =>
  /^https?:\/\/[^/]+\/(?:common|organizations)\/v2\.0$/i.test(nameOf(authority))

/** Entra's authorities and issuers: a tenant by its id, domain or alias, perhaps a user flow of B2C, the version. */
const entraName = /^(?<origin>https?:\/\/[^/]+)\/(?:tfp\/)?(?<tenant>[^/]+)(?<flow>\/b2c_1a?_[^/]+)?\/v2\.0$/
const tenantId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Whether an issuer is an authority's own but for the tenant: in issuers Entra names it by its id. */
const isOfSameTenant = (authority: URL, issuer: string): boolean => {
  const asked = entraName.exec(nameOf(authority).toLowerCase())?.groups
  const named = entraName.exec(issuer.toLowerCase().replace(/\/$/, ''))?.groups
  if (asked === undefined || named === undefined || named['origin'] !== asked['origin']) return false
  // B2C names the user flow in issuers only where it was told to.
  if (named['flow'] !== undefined && named['flow'] !== asked['flow']) return false
  if (isOfManyTenants(authority)) return named['tenant'] === '{tenantid}'
  const [wanted = '', tenant = ''] = [asked['tenant'], named['tenant']]
  const isNoId = wanted.includes('.') || wanted === 'consumers'
  return tenantId.test(tenant) && (isNoId || wanted === tenant)
}

/**
 * Whether the issuer in an authority's metadata is one that they may name: the authority itself (OpenID Connect
 * Discovery 1.0, 4.3), or on the same origin Entra's form of it, with the tenant's id in place of its domain. A slash
 * at the end does not count.
 *
 * Does not check tokens: their issuer has to be exactly the one in the metadata.
 *
 * @param issuer - As the metadata write it, with `{tenantid}` where they are those of `common` or `organizations`.
 */
export const isIssuerOf = (authority: URL, issuer: string): boolean =>
  (URL.canParse(issuer) && new URL(issuer).href.replace(/\/$/, '') === nameOf(authority)) ||
  isOfSameTenant(authority, issuer)

const shown = (text: string): string => text.replaceAll(/[^\x21-\x7e]+/g, '?').slice(0, 200)

/** What to write as `identity.authority` in place of one whose metadata name another issuer. */
const remedyFor = (authority: URL, issuer: string): string => {
  // Entra's version 1.0: its id tokens lack what the gateway knows people by.
  if (/^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\//.test(issuer)) return `${nameOf(authority)}/v2.0`
  return issuer.includes('{tenantid}') ? `${authority.origin}/<tenant-id>/v2.0` : issuer
}

/** The metadata of an authority name an issuer that is not its own. The message may be shown to anybody. */
export class IssuerError extends Error {
  readonly code = 'ERR_ISSUER'

  constructor(authority: URL, issuer: string) {
    super(
      `The metadata at ${shown(metadataUrlOf(authority).href)} name the issuer ${shown(issuer)}, but ` +
        `identity.authority is ${shown(authority.href)}. If that issuer is your provider, write ` +
        `authority: ${shown(remedyFor(authority, issuer))}`,
    )
    this.name = 'IssuerError'
  }
}
