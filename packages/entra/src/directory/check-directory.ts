import { checkSchema, mostMistakes, writePath, type JsonSchema, type Mistake } from '@clearway/yaml'
import { checkDuplicates } from './check-duplicates.ts'
import { checkReferences } from './check-references.ts'
import type { Directory } from './directory.ts'
import { directoryJsonSchema } from './json-schema.ts'
import { directorySchema } from './schema.ts'
import { soundParts } from './sound-parts.ts'

/** One thing that is wrong with a directory. */
export interface DirectoryMistake {
  readonly code: Mistake['code']
  /** Where: `tenants[0].users[2].id`. Empty: the directory as a whole. */
  readonly path: string
  /** What. Never quotes a value: a secret may have landed in the wrong property. */
  readonly message: string
  /** What to write instead. */
  readonly fix: string
}

/** What other files and tools call what the directory has under Microsoft's names. */
const synonyms: Readonly<Record<string, string>> = {
  applicationId: 'appId',
  apps: 'applications',
  client_id: 'appId',
  client_secret: 'passwordCredentials[0].secretText',
  clientId: 'appId',
  clientSecret: 'passwordCredentials[0].secretText',
  email: 'mail',
  enabled: 'accountEnabled',
  firstName: 'givenName',
  groups: 'memberOf',
  lastName: 'surname',
  name: 'displayName',
  objectId: 'id',
  oid: 'id',
  roles: 'appRoles',
  scopes: 'api.oauth2PermissionScopes',
  secret: 'secretText',
  secrets: 'passwordCredentials',
  tenantId: 'id',
  replyUrls: 'web.redirectUris',
  upn: 'userPrincipalName',
  username: 'userPrincipalName',
}

/**
 * Everything that is wrong with a directory, shapes first, then what is there twice or refers to nothing.
 *
 * @param jsonSchema - What fixes are told from: other names than the directory’s own may be known where it was written.
 */
export function findMistakes(data: unknown, jsonSchema: () => JsonSchema = directoryJsonSchema): Mistake[] {
  const file = { schema: directorySchema, jsonSchema, quotes: false, synonyms }
  const shapes = checkSchema(file, data)
  const sound = soundParts<Directory>(
    data,
    shapes.map(({ path }) => path),
  )
  return [...shapes, ...checkDuplicates(sound), ...checkReferences(sound)].slice(0, mostMistakes)
}

/**
 * Returns everything that is wrong with a directory, 500 mistakes at most. An empty array means that `startEntra`
 * takes it.
 *
 * It does not check that secrets are strong, nor that anybody could sign in to an application.
 */
export function checkDirectory(value: unknown): DirectoryMistake[] {
  return findMistakes(value).map(({ code, path, message, fix }) => ({
    code,
    path: writePath(path),
    message,
    fix,
  }))
}
