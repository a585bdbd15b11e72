export type {
  Addresses,
  Exhibit,
  GatewaySessions,
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
export { glossary, type GlossaryEntry } from './glossary.ts'
export { groupExhibits, type ExhibitGroup } from './groups.ts'
export { play } from './play.ts'
export { sourceDocuments, statements, type SourceDocument, type Statement } from './statements.ts'
