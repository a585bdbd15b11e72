export { explainOrigins } from './origins/explain-origins.ts'
export { isLoopbackHost } from './origins/loopback.ts'
export { originOf, parseOrigin, partsOf, type Origin, type OriginParts } from './origins/origin.ts'
export {
  matchesOrigin,
  parseOriginPattern,
  type OriginMistake,
  type OriginPattern,
} from './origins/origin-pattern.ts'
export type { OriginsExplained, PartDifference, SiteReason } from './origins/origins-explained.ts'
export { commonCookieDomain, isPublicSuffix, isSameSite, siteOf } from './origins/site.ts'
export type { WebUrl } from './origins/web-url.ts'
