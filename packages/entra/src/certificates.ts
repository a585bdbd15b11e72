export { authorityOptions, serverNames, type AuthorityKind } from './certificates/authorities.ts'
export type { KeyPair } from './certificates/key-pair.ts'
export {
  openAuthority,
  type Authority,
  type AuthorityOptions,
  type Unusable,
} from './certificates/open-authority.ts'
