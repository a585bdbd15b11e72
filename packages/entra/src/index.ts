export type { AadstsCode } from './aadsts.ts'
export { checkDirectory } from './directory/check-directory.ts'
export type {
  Application,
  AppRole,
  Directory,
  Group,
  OptionalClaim,
  PasswordCredential,
  PermissionScope,
  Tenant,
  User,
} from './directory/directory.ts'
export type { DirectoryMistake } from './directory/shape.ts'
export type { EndpointName, EntraEvent } from './events.ts'
export { createKeys, type EntraKeys } from './keys.ts'
export { type Entra, type EntraOptions, startEntra } from './start-entra.ts'
