import { readFileSync } from 'node:fs'
import { writePath } from '@clearway/yaml'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { directoryFileJsonSchema } from '../json-schema.ts'
import { parseDirectory } from '../load-directory.ts'
import { readManifests } from './read-manifests.ts'

const manifestOf = (name: string): string =>
  readFileSync(new URL(`../../../test-support/manifests/${name}.json`, import.meta.url), 'utf8')
const graph = manifestOf('microsoft-graph')
const older = manifestOf('azure-ad-graph')

const tenant = { id: '00000001-0000-4000-8000-000000000000', domain: 'a.example', displayName: 'A' }

/** A directory file in YAML with manifests in it, indented but otherwise as they were downloaded. */
const directoryWith = (...manifests: string[]): string => {
  const listed = manifests.map((text) => `      - ${text.trim().replaceAll('\n', '\n        ')}\n`).join('')
  return `tenants:\n  - id: ${tenant.id}\n    domain: a.example\n    displayName: A\n    applications:\n${listed}`
}

/** What is told of one application's mistakes: `line: message (fix)`. */
function mistakesIn(source: string): string[] {
  const loaded = parseDirectory(source, 'directory.yaml')
  return loaded.ok ? [] : loaded.mistakes.map(({ line, message, fix }) => `${line}: ${message} (${fix})`)
}

/** An application of a directory that has it alone. */
function applicationOf(written: object): { readonly application: unknown; readonly withoutEffect: unknown } {
  const loaded = parseDirectory(JSON.stringify({ tenants: [{ ...tenant, applications: [written] }] }), 'x')
  if (!loaded.ok) throw new Error(loaded.text)
  return { application: loaded.directory.tenants[0]?.applications?.[0], withoutEffect: loaded.withoutEffect }
}

const app = { appId: '00000002-0000-4000-8000-000000000000', displayName: 'App' }

describe('a whole manifest', () => {
  it('is taken as it is downloaded, in the format of Microsoft Graph', () => {
    const loaded = parseDirectory(directoryWith(graph), 'directory.yaml')
    expect(loaded.ok ? '' : loaded.text).toBe('')
    expect(loaded.ok && loaded.directory.tenants[0]?.applications).toMatchInlineSnapshot(`
      [
        {
          "api": {
            "oauth2PermissionScopes": [
              {
                "adminConsentDisplayName": "Read orders",
                "id": "8d5ff1a1-6f9c-4c7e-8f2d-1a1b6c0e2201",
                "isEnabled": true,
                "type": "User",
                "value": "Orders.Read",
              },
            ],
            "requestedAccessTokenVersion": 2,
          },
          "appId": "3f6a1d52-7f0b-4a6e-9a53-52a1a2c9d101",
          "appRoles": [
            {
              "allowedMemberTypes": [
                "User",
                "Application",
              ],
              "displayName": "Orders auditor",
              "id": "b9632174-c057-4f7e-951b-be3adc52bfe7",
              "isEnabled": true,
              "value": "Orders.Audit",
            },
          ],
          "displayName": "Orders",
          "groupMembershipClaims": "SecurityGroup",
          "identifierUris": [
            "api://3f6a1d52-7f0b-4a6e-9a53-52a1a2c9d101",
          ],
          "keyCredentials": [],
          "optionalClaims": {
            "accessToken": [],
            "idToken": [
              {
                "additionalProperties": [],
                "name": "email",
              },
              {
                "additionalProperties": [
                  "cloud_displayname",
                ],
                "name": "groups",
              },
            ],
          },
          "passwordCredentials": [],
          "publicClient": {
            "redirectUris": [],
          },
          "signInAudience": "AzureADMultipleOrgs",
          "spa": {
            "redirectUris": [
              "http://localhost:5173/",
            ],
          },
          "web": {
            "implicitGrantSettings": {
              "enableAccessTokenIssuance": false,
              "enableIdTokenIssuance": true,
            },
            "redirectUris": [
              "https://orders.contoso.example/auth",
            ],
          },
        },
      ]
    `)
    expect(loaded.ok && loaded.withoutEffect).toMatchInlineSnapshot(`
      [
        "id",
        "createdByAppId",
        "createdDateTime",
        "groupMembershipClaims SecurityGroup and ApplicationGroup (as SecurityGroup)",
        "notes",
        "publisherDomain",
        "signInAudience AzureADandPersonalMicrosoftAccount (as AzureADMultipleOrgs)",
        "api.oauth2PermissionScopes.adminConsentDescription",
        "api.preAuthorizedApplications",
        "appRoles without value",
        "appRoles.description",
        "appRoles.origin",
        "info",
        "optionalClaims ctry",
        "optionalClaims with sam_account_name",
        "optionalClaims.idToken.essential",
        "optionalClaims of extensions",
        "parentalControlSettings",
        "passwordCredentials without secretText (Entra does not show it; write one to use it)",
        "requiredResourceAccess",
        "web.homePageUrl",
        "web.redirectUriSettings",
        "servicePrincipalLockConfiguration",
      ]
    `)
  })

  it('is taken as it is downloaded, in the older format', () => {
    const loaded = parseDirectory(directoryWith(older), 'directory.yaml')
    expect(loaded.ok ? '' : loaded.text).toBe('')
    expect(loaded.ok && loaded.directory.tenants[0]?.applications).toMatchInlineSnapshot(`
      [
        {
          "accessTokenAcceptedVersion": 2,
          "api": {
            "oauth2PermissionScopes": [
              {
                "adminConsentDisplayName": "Access Stock",
                "id": "0b1f2d90-11c6-4a53-8d0d-5f8f6a9b7c01",
                "isEnabled": true,
                "type": "User",
                "value": "user_impersonation",
              },
            ],
          },
          "appId": "3f6a1d52-7f0b-4a6e-9a53-52a1a2c9d102",
          "appRoles": [],
          "displayName": "Stock",
          "identifierUris": [
            "https://contoso.onmicrosoft.com/stock",
          ],
          "isFallbackPublicClient": true,
          "keyCredentials": [],
          "oauth2AllowIdTokenImplicitFlow": true,
          "oauth2AllowImplicitFlow": false,
          "passwordCredentials": [
            {
              "endDateTime": "2030-10-19T17:59:59.6521653Z",
              "secretText": "written-here",
            },
          ],
          "publicClient": {
            "redirectUris": [
              "http://localhost",
            ],
          },
          "signInAudience": "AzureADMultipleOrgs",
          "spa": {
            "redirectUris": [
              "http://localhost:4200/",
            ],
          },
          "web": {
            "logoutUrl": "https://stock.contoso.example/signed-out",
            "redirectUris": [
              "https://stock.contoso.example/signin-oidc",
              "https://stock.contoso.example/other",
            ],
          },
        },
      ]
    `)
    expect(loaded.ok && loaded.withoutEffect).toMatchInlineSnapshot(`
      [
        "id",
        "createdDateTime",
        "keyCredentials with usage Encrypt",
        "keyCredentials without key (Entra does not show it; write one to use it)",
        "knownClientApplications",
        "parentalControlSettings",
        "passwordCredentials.keyId",
        "passwordCredentials.startDateTime",
        "passwordCredentials without secretText (Entra does not show it; write one to use it)",
        "signInUrl",
        "tags",
        "api.oauth2PermissionScopes.adminConsentDescription",
        "api.oauth2PermissionScopes.origin",
        "api.oauth2PermissionScopes.userConsentDescription",
        "api.oauth2PermissionScopes.userConsentDisplayName",
      ]
    `)
  })

  it('is taken beside others, what has no effect named once', () => {
    const second = older.replaceAll('d102"', 'd103"').replace('/stock"', '/second"')
    const loaded = parseDirectory(directoryWith(graph, older, second), 'directory.yaml')
    expect(loaded.ok && loaded.directory.tenants[0]?.applications).toHaveLength(3)
    expect(loaded.ok && loaded.withoutEffect.filter((name) => name === 'createdDateTime')).toHaveLength(1)
  })

  it('by itself is no directory, and that is the one mistake', () => {
    for (const manifest of [graph, older]) {
      expect(mistakesIn(manifest)).toEqual([
        '2: this is the manifest of an application, not a directory (put it into the list "applications" of a tenant: clearway entra --init writes a directory to begin with)',
      ])
    }
  })

  it('is taken by the schema for editors', () => {
    const editor = z.fromJSONSchema(
      JSON.parse(JSON.stringify(directoryFileJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0],
    )
    const data = (application: object): object => ({ tenants: [{ ...tenant, applications: [application] }] })
    for (const manifest of [graph, older]) {
      const written = JSON.parse(manifest) as Record<string, unknown>
      expect(editor.safeParse(data(written)).error).toBeUndefined()
      expect(editor.safeParse(data({ ...written, reqiredResourceAccess: [] })).success).toBe(false)
    }
  })
})

describe('a manifest', () => {
  it.each<[string, string, string, string]>([
    ['a name', graph, 'requiredResourceAccess', 'reqiredResourceAccess'],
    ['a name below', graph, 'homePageUrl', 'homepageUri'],
    ['an older name', older, 'replyUrlsWithType', 'replyUrlWithType'],
    ['an older name below', older, 'oauth2Permissions', 'oauth2Permission'],
    ['a name in a scope', graph, 'userConsentDescription', 'userConsentDescripton'],
  ])('with a typing mistake in %s is told what was meant', (_, manifest, name, mistyped) => {
    const source = directoryWith(manifest.replace(`"${name}"`, `"${mistyped}"`))
    const line = source.split('\n').findIndex((each) => each.includes(mistyped)) + 1
    expect(mistakesIn(source)).toEqual([`${line}: "${mistyped}" is not a key here (did you mean "${name}"?)`])
  })

  it.each<[string, string, string, string, string]>([
    [
      'an address that was moved',
      older,
      'http://localhost:4200/',
      'http://example.com/',
      'Entra registers no such redirect URI',
    ],
    ['a date under an older name', older, '2030-10-19T17:59:59.6521653Z', 'soon', 'this is no ISO 8601 date'],
    [
      'a scope under an older name',
      older,
      'user_impersonation',
      'a b',
      'this is no name of a scope or a role',
    ],
    ['an item behind one that was left out', graph, '"Orders.Audit"', '"a b"', 'this is no name of a scope'],
    ['a claim behind one that was left out', graph, '"email"', '"emial"', 'this is not one of: acct'],
    [
      'a type that is not known',
      older,
      '"InstalledClient"',
      '"Desktop"',
      'this has no type of a redirect URI',
    ],
  ])('is told of a mistake where it was written: %s', (_, manifest, right, wrong, message) => {
    const source = directoryWith(manifest.replace(right, wrong))
    const line = source.split('\n').findIndex((each) => each.includes(wrong)) + 1
    const [told, ...more] = mistakesIn(source)
    expect(told).toContain(`${line}: ${message}`)
    expect(more).toEqual([])
  })

  it.each([
    ['AzureADandPersonalMicrosoftAccount', 'AzureADMultipleOrgs'],
    ['AzureADMyOrg', 'AzureADMyOrg'],
  ])('for %s is for %s', (written, signInAudience) => {
    expect(applicationOf({ ...app, signInAudience: written }).application).toEqual({ ...app, signInAudience })
  })

  it.each([
    ['All, ApplicationGroup', 'All'],
    ['DirectoryRole,SecurityGroup', 'SecurityGroup'],
    ['ApplicationGroup', 'SecurityGroup'],
    ['DirectoryRole', 'None'],
    ['None', 'None'],
  ])('with the group claims %s has %s', (written, groupMembershipClaims) => {
    const { application, withoutEffect } = applicationOf({ ...app, groupMembershipClaims: written })
    expect(application).toEqual({ ...app, groupMembershipClaims })
    expect(withoutEffect).toHaveLength(written === 'None' ? 0 : 1)
  })

  it('may leave out what an older name says, but not say it twice', () => {
    const { displayName, ...unnamed } = app
    expect(applicationOf({ ...unnamed, displayName: null, name: displayName }).application).toEqual(app)
    expect(() => applicationOf({ ...app, name: 'Other' })).toThrow(
      /"name" is not a key here[^]*fix: remove it, or what says the same under another name/,
    )
    const web = { redirectUris: ['https://a.example/'], homePageUrl: null }
    const replyUrlsWithType = [{ url: 'https://b.example/', type: 'WEB' }]
    expect(applicationOf({ ...app, web, replyUrlsWithType }).application).toEqual({
      ...app,
      web: { redirectUris: ['https://a.example/', 'https://b.example/'] },
    })
  })

  it.each([
    { web: 'https://a.example/' },
    { web: { redirectUris: 'https://a.example/' } },
    { web: [] },
    { replyUrlsWithType: 'https://a.example/' },
  ])('hides no mistake behind what an older name says: %j', (wrong) => {
    const replyUrlsWithType = [{ url: 'https://b.example/', type: 'Web' }]
    expect(() => applicationOf({ ...app, replyUrlsWithType, ...wrong })).toThrow(/not a list|not a mapping/)
  })

  it.each<[item: unknown, message: string]>([
    [
      { url: 'https://b.example/', type: 'Web', tpye: 'Spa' },
      'replyUrlsWithType[0].tpye: this is not a key here',
    ],
    [{ urL: 'https://b.example/', type: 'Web' }, 'replyUrlsWithType[0].urL: this is not a key here'],
    [{ type: 'Web' }, 'replyUrlsWithType[0]: this has no url'],
    [{ url: 'https://b.example/' }, 'replyUrlsWithType[0]: this has no type'],
    [{ url: 'https://b.example/', type: 'Wep' }, 'replyUrlsWithType[0].type: this has no type'],
    ['https://b.example/', 'replyUrlsWithType[0]: this is not a mapping'],
  ])('takes for an address no more than its url and type: %j', (item, message) => {
    const { mistakes } = readManifests({
      tenants: [{ applications: [{ ...app, replyUrlsWithType: [item] }] }],
    })
    const told = mistakes.map((each) => `${writePath(each.path)}: ${each.message}`)
    expect(told).toEqual([expect.stringContaining(message)])
  })

  it('hides no key of its tenant, though it were called __proto__', () => {
    const written = `${JSON.stringify(tenant).slice(0, -1)},"__proto__":{"users":[]},"applications":[]}`
    expect(mistakesIn(`{"tenants":[${written}]}`)).toEqual([
      expect.stringContaining('"__proto__" is not a key here'),
    ])
  })

  it('needs a value where null is none', () => {
    expect(() => applicationOf({ ...app, appId: null })).toThrow('"appId" has no value')
    expect(() => applicationOf({ ...app, spa: { redirectUris: null } })).toThrow('has no value')
  })
})

it('leaves what it reads as it was, and whatever it is, does not throw', () => {
  const json = fc.jsonValue({ maxDepth: 4 })
  const names =
    'web api optionalClaims idToken keyCredentials appRoles replyUrlsWithType name logoutUrl oauth2Permissions value url type spa source __proto__ constructor'
  const key = fc.constantFrom(...names.split(' '))
  const part = fc.oneof(json, fc.dictionary(key, fc.oneof(json, fc.array(fc.dictionary(key, json)))))
  fc.assert(
    fc.property(fc.dictionary(key, part), (application) => {
      const data = { tenants: [{ applications: [application] }] }
      const before = JSON.stringify(data)
      const read = readManifests(data)
      expect(JSON.stringify(data)).toBe(before)
      expect(read.writtenAt(['tenants', 0])).toEqual(['tenants', 0])
    }),
  )
  for (const data of [null, [], 'x', { tenants: {} }, { tenants: [null, { applications: [1] }] }])
    expect(readManifests(data).data).toEqual(data)
})
