import { aadsts } from './aadsts.ts'
import type { Application, Directory, Tenant } from './directory/directory.ts'
import { findResource } from './directory/find.ts'
import { microsoftGraph } from './directory/microsoft-graph.ts'

const openIdScopes = ['openid', 'profile', 'email', 'offline_access'] as const
type OpenIdScope = (typeof openIdScopes)[number]

/** A `scope` parameter taken apart. */
export interface Scopes {
  readonly text: string
  /** Those of OpenID Connect, in lower case. */
  readonly openId: ReadonlySet<OpenIdScope>
  /** Those of APIs, as asked: which API is before the last slash; without a slash it is Microsoft Graph. */
  readonly api: readonly { readonly resource: string; readonly name: string }[]
}

/** What was asked of one API, and granted. */
export interface ResourceGrant {
  readonly resource: Application
  /** The name by which it was asked for: the audience of a token of version 1.0. */
  readonly asked: string
  /** The `scp` claim's values, in the API's own spelling. */
  readonly scp: readonly string[]
  /** The same as the token response names them. */
  readonly granted: readonly string[]
  /** Whether all that the API has was asked for (`.default`, or a `resource` of version 1.0). */
  readonly isWhole: boolean
}

/** Whether a scope, in lower case, is one of OpenID Connect. */
export function isOpenIdScope(scope: string): scope is OpenIdScope {
  return openIdScopes.some((each) => each === scope)
}

/** The resource of a scope that names none: Microsoft Graph. */
const unnamed = ''
/** Asks for everything that an API has. */
const everything = '.default'

/** Parses a `scope` parameter (RFC 6749, 3.3). Refuses with 70011 what is no scope, and more than 64 of them. */
export function parseScopes(text: string): Scopes {
  const scopes = text.split(' ').filter((scope) => scope !== '')
  if (scopes.length === 0 || scopes.length > 64) throw aadsts(70011, { scope: text })
  const openId = new Set<OpenIdScope>()
  const api: { resource: string; name: string }[] = []
  for (const scope of scopes) {
    const lower = scope.toLowerCase()
    const slash = scope.lastIndexOf('/')
    if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope) || slash === 0 || slash === scope.length - 1) {
      throw aadsts(70011, { scope: text })
    }
    if (isOpenIdScope(lower)) openId.add(lower)
    else if (slash < 0) api.push({ resource: unnamed, name: scope })
    else api.push({ resource: scope.slice(0, slash), name: scope.slice(slash + 1) })
  }
  return { text, openId, api }
}

/**
 * What stands for a `resource` parameter of version 1.0, which has no scopes: everything that the API has, and all
 * that is told of who signs in. Without a resource it is Microsoft Graph.
 */
export function scopesOfResource(resource: string | undefined): Scopes {
  const api = resource === undefined ? [] : [{ resource, name: everything }]
  const text = [...openIdScopes, ...api.map(({ name }) => `${resource}/${name}`)].join(' ')
  return { text, openId: new Set(openIdScopes), api }
}

/** The scopes that an API has, but for those switched off. */
const scopesOf = ({ api }: Application): string[] =>
  (api?.oauth2PermissionScopes ?? []).filter(({ isEnabled }) => isEnabled !== false).map(({ value }) => value)

/** A grant while it is being put together. */
interface Collected {
  readonly asked: string
  readonly scp: Set<string>
  readonly granted: Set<string>
  isWhole: boolean
}

/**
 * Finds the APIs that scopes ask for and what they would grant there: everything that exists. What nobody consented
 * to is in it: `Consents` tells. Without any API's scope it is Microsoft Graph, as in Entra. The client's own id as a
 * scope asks for a token for the client itself, as in B2C.
 *
 * Refuses with 500011 an API that the tenant does not know, with 70011 `.default` next to other scopes
 * of the same API, and a scope that the API does not have with `unknownScope`: 650053 where a person
 * signs in, 65001 where none is there to ask.
 */
export function grantScopes(
  directory: Directory,
  tenant: Tenant,
  client: Application,
  scopes: Scopes,
  unknownScope: 650053 | 65001,
): ResourceGrant[] {
  const grants = new Map<Application, Collected>()
  const collect = (resource: Application, asked: string): Collected => {
    const grant = grants.get(resource) ?? { asked, scp: new Set(), granted: new Set(), isWhole: false }
    grants.set(resource, grant)
    return grant
  }
  for (const { resource: asked, name } of scopes.api) {
    if (asked === unnamed && name.toLowerCase() === client.appId.toLowerCase()) {
      collect(client, client.appId).granted.add(name)
      continue
    }
    const resource = asked === unnamed ? microsoftGraph : findResource(directory, tenant, asked)
    if (resource === undefined) {
      throw aadsts(500011, { resource: asked, tenant: tenant.displayName, scope: `${asked}/${name}` })
    }
    const spell = (value: string): string => (asked === unnamed ? value : `${asked}/${value}`)
    const grant = collect(resource, asked === unnamed ? resource.appId : asked)
    if (name.toLowerCase() === everything) {
      if (scopes.api.some((other) => other.resource === asked && other.name !== name)) {
        throw aadsts(70011, { scope: scopes.text })
      }
      grant.isWhole = true
      for (const value of scopesOf(resource)) {
        grant.scp.add(value)
        grant.granted.add(spell(value))
      }
      grant.granted.add(spell(everything))
      continue
    }
    const value = scopesOf(resource).find((each) => each.toLowerCase() === name.toLowerCase())
    if (value === undefined) {
      throw unknownScope === 65001
        ? aadsts(65001, { app: client.appId, name: client.displayName })
        : aadsts(650053, { name: client.displayName, scope: name, resource: resource.appId })
    }
    grant.scp.add(value)
    grant.granted.add(spell(value))
  }
  // Microsoft Graph is also what tells of the person who signed in.
  const openId = [...scopes.openId].filter((scope) => scope !== 'offline_access')
  if (grants.size === 0) {
    return [
      { resource: microsoftGraph, asked: microsoftGraph.appId, scp: openId, granted: [], isWhole: false },
    ]
  }
  return [...grants].map(([resource, { asked, scp, granted, isWhole }]) => ({
    resource,
    asked,
    scp: resource === microsoftGraph ? [...new Set([...openId, ...scp])] : [...scp],
    granted: [...granted],
    isWhole,
  }))
}
