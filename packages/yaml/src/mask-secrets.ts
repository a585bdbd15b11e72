import { isSecretKey } from './secret-keys.ts'

const reference = /^["']?\$\{(?:env|file):[^}]*\}["']?$/
const keyAtPlace = /(?<![\w-])(["']?)([A-Za-z][\w-]{0,63})\1[ \t]*:[ \t]*/g
const userInfo = /\/\/[^\s/@]+@/g
const inFlow = /^(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^,}\]]*)/
const inBlock = /^(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|.*)/

const dots = (text: string): string => text.replace(/[^\s]/g, '•')

const maskLine = (line: string): string => {
  const brace = line.indexOf('{')
  const pieces: string[] = []
  let done = 0
  for (const match of line.matchAll(keyAtPlace)) {
    if (match.index < done || !isSecretKey(match[2] ?? '')) continue
    const start = match.index + match[0].length
    const value = (brace !== -1 && brace < start ? inFlow : inBlock).exec(line.slice(start))?.[0] ?? ''
    pieces.push(line.slice(done, start), reference.test(value.trim()) ? value : dots(value))
    done = start + value.length
  }
  pieces.push(line.slice(done))
  return pieces.join('').replace(userInfo, (text) => `//${dots(text.slice(2, -1))}@`)
}

/** The indentation of a secret key that begins a line; what is indented deeper on the next lines is its value. */
const secretIndent = (line: string): number | undefined => {
  const match = /^([ \t-]*)(["']?)([A-Za-z][\w-]*)\2[ \t]*:/.exec(line)
  return match && isSecretKey(match[3] ?? '') ? (match[1] ?? '').length : undefined
}

/**
 * Replaces the secrets that a file holds in words by dots, so that lines of it can be shown.
 *
 * Every character keeps its place. References stay: they hold nothing. Works on lines, not on YAML, because it is
 * needed most where the YAML is broken; it does not know secrets under keys that do not sound like one.
 */
export const maskSecrets = (source: string): string => {
  let deeperThan: number | undefined
  return source
    .split('\n')
    .map((line) => {
      const indent = line.search(/\S/)
      if (deeperThan !== undefined && (indent === -1 || indent > deeperThan)) return dots(line)
      deeperThan = secretIndent(line)
      return maskLine(line)
    })
    .join('\n')
    .replace(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*/g, dots)
}
