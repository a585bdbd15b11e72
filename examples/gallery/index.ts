export type {
  Addresses,
  Exhibit,
  Given,
  Hosts,
  Kit,
  Site,
  SiteAnswer,
  SiteRequest,
  TokenWish,
  Variant,
} from './exhibit.ts'
export { findExhibits, type FoundExhibit } from './find-exhibits.ts'
export { play } from './play.ts'
export { statements, type Statement } from './statements.ts'
