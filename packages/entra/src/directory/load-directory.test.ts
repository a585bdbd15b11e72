import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createContoso } from '../../test-support/contoso.ts'
import { loadDirectory, parseDirectory } from './load-directory.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-directory-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

describe('loadDirectory', () => {
  it('takes JSON and YAML, also with a byte order mark', () => {
    const { directory } = createContoso()
    const json = loadDirectory(fileOf('directory.json', JSON.stringify(directory)))
    expect(json).toMatchObject({ ok: true, directory })
    const yaml = loadDirectory(fileOf('directory.yaml', '\uFEFFtenants: [] # none yet\n'))
    expect(yaml).toMatchObject({ ok: true, directory: { tenants: [] } })
  })

  it.each<[string, string, () => string]>([
    ['a file that is not there', 'there is no such file', () => join(folder, 'none.yaml')],
    ['a folder', 'this is a folder, not a file', () => folder],
    ['a huge file', 'it is larger than 16 MB', () => fileOf('huge.yaml', new Uint8Array(16_000_001))],
  ])('says why it cannot read %s', (_, reason, make) => {
    const file = make()
    const loaded = loadDirectory(file)
    expect(loaded).toMatchObject({ ok: false, unreadable: true, mistakes: [{ path: '', message: reason }] })
    expect(!loaded.ok && loaded.text).toBe(
      `${file}: ${reason}\n  fix: name a directory file in YAML or JSON\n`,
    )
  })

  it('reads ten thousand users', () => {
    const users = Array.from({ length: 10_000 }, (_, index) => ({
      id: `${String(index + 1000).padStart(8, '0')}-0000-4000-8000-000000000000`,
      userPrincipalName: `user${index}@contoso.example`,
      displayName: `User ${index}`,
    }))
    const tenant = { ...createContoso().fabrikam, users }
    const loaded = loadDirectory(fileOf('large.json', JSON.stringify({ tenants: [tenant] })))
    expect(loaded.ok && loaded.directory.tenants[0]?.users).toHaveLength(10_000)
  })
})

describe('parseDirectory', () => {
  it('tells every mistake at its place, with the line, a caret and the fix', () => {
    const source = `tenants:
  - id: 7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01
    domain: contoso
    displayName: Contoso
    users:
      - id: a0000000-0000-4000-8000-000000000001
        userPrincipalName: ada@contoso.onmicrosoft.com
        displayName: Ada
        memberOf: [0a6d7d3e-52f1-4b44-8f57-a7a0c1d2e305]
    applicatons: []
    applications:
      - appId: 5b0f6a6e-9d5d-4a3c-8a3d-2f5a8f0c1b02
        signInAudience: AzureADMultipleOrg
        passwordCredentials:
          - { secretText: [hunter2], endDateTime: soon }
`
    const loaded = parseDirectory(source, 'directory.yaml')
    expect(loaded.ok ? '' : loaded.text).toMatchInlineSnapshot(`
      "directory.yaml:3:13 config/invalid-value tenants[0].domain
        this is no domain
          3 |     domain: contoso
            |             ^^^^^^^
        fix: write a name with a dot, as in contoso.onmicrosoft.com

      directory.yaml:9:20 config/unresolved-reference tenants[0].users[0].memberOf[0]
        this is no group of this tenant
          9 |         memberOf: [0a6d7d3e-52f1-4b44-8f57-a7a0c1d2e305]
            |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        fix: write the id of a group that stands in groups of the same tenant

      directory.yaml:10:5 config/unknown-key tenants[0].applicatons
        "applicatons" is not a key here
         10 |     applicatons: []
            |     ^^^^^^^^^^^
        fix: did you mean "applications"?

      directory.yaml:12:9 config/missing-key tenants[0].applications[0].displayName
        "displayName" is missing
         12 |       - appId: 5b0f6a6e-9d5d-4a3c-8a3d-2f5a8f0c1b02
            |         ^^^^^
        fix: Its name, shown when people sign in

      directory.yaml:13:25 config/invalid-value tenants[0].applications[0].signInAudience
        this is not one of: AzureADMyOrg, AzureADMultipleOrgs
         13 |         signInAudience: AzureADMultipleOrg
            |                         ^^^^^^^^^^^^^^^^^^
        fix: did you mean "AzureADMultipleOrgs"?

      directory.yaml:15:15 config/invalid-value tenants[0].applications[0].passwordCredentials[0].secretText
        this is not text
         15 |           - { secretText: ••••••••], endDateTime: soon }
            |               ^^^^^^^^^^
        fix: The secret itself

      directory.yaml:15:51 config/invalid-value tenants[0].applications[0].passwordCredentials[0].endDateTime
        this is no ISO 8601 date
         15 |           - { secretText: ••••••••], endDateTime: soon }
            |                                                   ^^^^
        fix: write it as in 2030-12-31T00:00:00Z
      "
    `)
  })

  it.each(['', '# nothing yet\n', '{}'])('says of %j what is missing', (source) => {
    const loaded = parseDirectory(source, 'directory.yaml')
    expect(loaded).toMatchObject({ ok: false, mistakes: [{ code: 'config/missing-key', path: 'tenants' }] })
  })

  it.each([
    [
      'a key that stands twice',
      '{ "tenants": [], "tenants": [] }',
      'the key "tenants" stands twice in one place',
    ],
    ['two documents', '{ "tenants": [] }\n---\n', 'a second document begins here'],
    ['what is nested too deeply', '['.repeat(1000), 'this is nested too deeply'],
  ])('says where the text has %s', (_, source, message) => {
    const loaded = parseDirectory(source, 'directory.json')
    expect(!loaded.ok && loaded.mistakes.map((each) => each.message)).toContain(message)
  })

  it('has one version for one content', () => {
    const [one, same, other] = ['tenants: []', 'tenants: []', 'tenants: [] '].map(
      (source) => parseDirectory(source, 'x').version,
    )
    expect(one).toBe(same)
    expect(one).not.toBe(other)
  })
})
