import { cutText } from './cut-text.ts'

/** Texts that are kept for the time of one run, each once. */
export interface KeptTexts {
  /** A copy of a text, cut to so many characters; the one that is kept already, where there is one. */
  keep(text: string, maxLength?: number): string
  /** A copy of plain data with all texts in it kept. */
  keepData<Data>(data: Data): Data
  /** About how many bytes of memory all that was kept takes, the texts and the lists that they stand in. */
  bytes(): number
}

const maxText = 4096
const maxInterned = 20_000

/** What a text takes besides its characters, and what its place in a list, together with what is made of it. */
const perText = 32
const perPlace = 32

/** Makes an empty collection. */
export function createKeptTexts(): KeptTexts {
  const texts = new Map<string, string>()
  let bytes = 0

  const keep = (text: string, maxLength = maxText): string => {
    bytes += perPlace
    const cut = cutText(text, maxLength)
    const known = texts.get(cut)
    if (known !== undefined) return known
    // A slice keeps the text alive that it was cut from; a copy does not.
    const copied = Buffer.from(cut, 'utf8')
    const own = cut.length > 12 ? copied.toString('utf8') : cut
    // One character beyond Latin-1 makes two bytes of each.
    bytes += perText + (copied.length === own.length ? own.length : 2 * own.length)
    if (texts.size < maxInterned) texts.set(own, own)
    return own
  }
  const keepAny = (data: unknown): unknown => {
    if (typeof data === 'string') return keep(data)
    bytes += perPlace
    if (Array.isArray(data)) return data.map(keepAny)
    if (typeof data !== 'object' || data === null) return data
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [keep(name), keepAny(value)]))
  }
  return { keep, keepData: <Data>(data: Data) => keepAny(data) as Data, bytes: () => bytes }
}
