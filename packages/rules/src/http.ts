export { inCidr, parseCidr, type Cidr } from './http/cidr.ts'
export { excerpt } from './http/excerpt.ts'
export { fieldValue, fieldValues, withoutFields, type FieldList } from './http/fields.ts'
export { isHeaderName, isHeaderValue, underscoreTwin } from './http/field-syntax.ts'
export {
  resolveForwarded,
  type Connection,
  type ForwardedOptions,
  type ForwardedResult,
} from './http/forwarded.ts'
export { stripForwarding } from './http/forwarding-fields.ts'
export { stripHopByHop } from './http/hop-by-hop.ts'
export { formatIpAddress, parseIpAddress, type IpAddress } from './http/ip-address.ts'
export { canonicalPath, type PathFault, type PathResult } from './http/path.ts'
