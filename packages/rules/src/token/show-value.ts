const longest = 120

/**
 * Renders a claim value for a message: control and other invisible characters removed, cut to 120
 * characters. Lists show their items; an object is only named, not rendered.
 *
 * Does not escape for HTML, headers or shells.
 *
 * @param quote put around each text, so that it stands out in a sentence
 */
export function showValue(value: unknown, quote: '' | "'" = ''): string {
  if (value === undefined) return 'nothing'
  if (value === '') return 'an empty text'
  if (typeof value === 'string') return quote + clean(value) + quote
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return showItems(value, quote)
  return value === null ? 'null' : 'an object'
}

/** Renders what is allowed: `x`, or `one of x, y`. */
export function showChoice(values: readonly string[], quote: '' | "'" = ''): string {
  if (values.length === 0) return 'nothing (none is configured)'
  return values.length === 1 ? showValue(values[0], quote) : `one of ${showValue(values, quote)}`
}

function showItems(items: readonly unknown[], quote: '' | "'"): string {
  if (items.length === 0) return 'an empty list'
  // more items than characters cannot be shown, so the rest need not be rendered
  const shown = items
    .slice(0, longest)
    .map((item) => (Array.isArray(item) ? 'a list' : showValue(item, quote)))
  return clean(shown.join(', '))
}

// Cut first: a surrogate pair cut in half is then removed as a lone surrogate, which is in \p{C}.
function clean(text: string): string {
  const kept = text.slice(0, longest).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
  return text.length > longest ? `${kept}...` : kept
}
