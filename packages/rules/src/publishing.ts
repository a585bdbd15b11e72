/** Ways to bring together a page and an API that are published apart. Pure. */
export { rankWays } from './publishing/rank-ways.ts'
export type { PublishingFacts } from './publishing/publishing-case.ts'
export type { Way, WayId } from './publishing/way.ts'
