/**
 * Takes a block of code out of an indented template literal: removes the first and last line break and the
 * indentation that all lines share. Takes no substitutions.
 */
export function block(strings: TemplateStringsArray): string {
  const lines = strings.join('').replace(/^\n/, '').trimEnd().split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const shared = Math.min(...indents)
  return lines.map((line) => line.slice(shared).trimEnd()).join('\n')
}
