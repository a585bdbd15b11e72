/** Marks a text for the reader; without colour each is the text itself. */
export type Mark = (text: string) => string

/** The colours of a terminal, by what they mean. */
export interface Paint {
  readonly strong: Mark
  readonly quiet: Mark
  readonly error: Mark
  readonly warning: Mark
  readonly info: Mark
  readonly good: Mark
}

/** How text for a terminal is written. */
export interface TextStyle {
  readonly paint: Paint
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean
  /** `first`: the first fix of a finding in full, the others by their titles. */
  readonly fixes: 'first' | 'all'
}

const plain: Mark = (text) => text

/** No colour at all. */
export const noPaint: Paint = {
  strong: plain,
  quiet: plain,
  error: plain,
  warning: plain,
  info: plain,
  good: plain,
}

const ascii: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '–': '-',
  '—': '-',
  '·': '-',
  '→': '->',
  '×': 'x',
  ' ': ' ',
}

/** The text with typographic characters as ASCII writes them; what has no such twin stays. */
export function toAscii(text: string): string {
  return text.replaceAll(/[‘’“”…–—·→× ]/g, (character) => ascii[character] ?? character)
}
