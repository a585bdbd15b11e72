import type { FoundExhibit } from './find-exhibits.ts'
import { sourceDocuments, type SourceDocument } from './statements.ts'

const others: SourceDocument = {
  id: '',
  title: 'Further exhibits',
  about: 'Failures that people meet besides.',
}

/** Exhibits of one document. */
export interface ExhibitGroup {
  readonly document: SourceDocument
  readonly exhibits: readonly FoundExhibit[]
}

const documentOf = ({ shows }: FoundExhibit): SourceDocument =>
  sourceDocuments.find(({ id }) => shows[0]?.startsWith(`${id}/`)) ?? others

/** The exhibits by the document of the first statement that each shows, in the order of the documents. */
export const groupExhibits = (exhibits: readonly FoundExhibit[]): readonly ExhibitGroup[] =>
  [...sourceDocuments, others]
    .map((document) => ({
      document,
      exhibits: exhibits.filter((exhibit) => documentOf(exhibit) === document),
    }))
    .filter((group) => group.exhibits.length > 0)
