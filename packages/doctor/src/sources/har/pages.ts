import { fieldValue } from '@clearway/rules/http'
import type { Entry } from '../../material.ts'
import { objectIn, textIn } from '../json/foreign.ts'
import { webUrlIn } from './har-entry.ts'

/** Tells the URL of the page that an entry is filed under. */
export interface Pages {
  /** Takes an element of `log.pages`. */
  page(value: object): void
  /** The entry with its page, found by the `pageref` of what it was made of. */
  withPage(entry: Entry, recorded: object): Entry
}

const maxPages = 10_000

/**
 * Chromium gives a page its URL as title. Others give it the document's title: there the page is the last
 * document that was loaded under the same `pageref`.
 */
export function createPages(): Pages {
  const urls = new Map<string, string>()
  const set = (id: string, url: string): void => {
    if (urls.size < maxPages || urls.has(id)) urls.set(id, url)
  }
  return {
    page(value) {
      const { id, title } = objectIn(value)
      const [key, url] = [textIn(id), webUrlIn(title)]
      if (key !== undefined && url !== undefined) set(key, url)
    },
    withPage(entry, recorded) {
      const id = textIn(objectIn(recorded)['pageref'])
      if (id === undefined) return entry
      if (isDocument(entry)) set(id, entry.request.url)
      const page = urls.get(id)
      return page === undefined ? entry : { ...entry, page }
    },
  }
}

function isDocument({ type, request, response }: Entry): boolean {
  if (!response || (response.status >= 300 && response.status < 400)) return false
  return type === undefined
    ? fieldValue(request.headers, 'sec-fetch-dest') === 'document'
    : type === 'document' && fieldValue(request.headers, 'sec-fetch-dest') !== 'iframe'
}
