export type { EntraControl, EntraState } from './admin/control.ts'
export type { AadstsCode } from './aadsts.ts'
export { checkDirectory, type DirectoryMistake } from './directory/check-directory.ts'
export type {
  Application,
  AppRole,
  Behavior,
  Directory,
  Group,
  OptionalClaim,
  PasswordCredential,
  PermissionScope,
  Tenant,
  User,
} from './directory/directory.ts'
export { directoryFileJsonSchema, directoryJsonSchema } from './directory/json-schema.ts'
export {
  loadDirectory,
  parseDirectory,
  type LoadedDirectory,
  type LocatedDirectoryMistake,
} from './directory/load-directory.ts'
export { watchDirectory, type DirectoryListeners } from './directory/watch-directory.ts'
export type { EndpointName, EntraEvent } from './events.ts'
export { checkFault, type FaultMistake } from './faults/check-fault.ts'
export type { Fault, FaultEffect, FaultTarget } from './faults/fault.ts'
export type { KeyAction } from './key-ring.ts'
export { createKeys, type EntraKeys } from './keys.ts'
export { type Entra, type EntraOptions, startEntra } from './start-entra.ts'
