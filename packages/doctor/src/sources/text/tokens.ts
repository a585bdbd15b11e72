import { createHash } from 'node:crypto'
import { decodeToken, maxTokenLength } from '@clearway/rules/token'
import type { FoundToken, Place } from '../../material.ts'

/** A text in a token's place. */
interface Candidate {
  readonly text: string
  readonly where: FoundToken['where']
  /** Whether to report it also when it is no token. */
  readonly claimed: boolean
}

/** One line of a log may hold a few tokens, not hundreds. */
const maxInLine = 20
const maxRemembered = 5_000

const bearer =
  /\b(authorization["'\s]{0,4}[:=]["'\s]{0,4}|)bearer(?=[\s"',;]|$)[ \t]{0,4}([^\s"',;]{0,65536})/gi
const runs = /[A-Za-z0-9_.-]{16,}/g
const continuation = /^[A-Za-z0-9_.-]{4,}["',;]?$/
const unset = /^(?:undefined|null|NaN|true|false|\[object)$/
/** A person or a program has taken the middle out, or it never was a token. */
const gap = /…|\.\.\.|[<>{}$*%]/
const standIn = /^x{3,}|your|token|redacted/i

/** Finds tokens in the lines of a text. */
export interface TokenReader {
  read(text: string, at: Place): void
  /** Must be called after the last line. */
  end(): void
}

/**
 * Makes a reader that reports each JSON Web Token once: alone, behind `Bearer`, in a URL or within a log line,
 * also when it is wrapped over several lines. A text behind `Bearer` that stands for a missing token, such as
 * `undefined`, is reported as malformed. Tokens of which the middle was taken out are not.
 */
export function createTokenReader(report: (token: FoundToken) => void): TokenReader {
  /** Digests: the tokens themselves may be long, and many. */
  const reported = new Set<string>()
  let open: { text: string; readonly at: Place } | undefined
  let linesBeside = 0

  const finish = (pasted: boolean): void => {
    if (open === undefined) return
    const { text, at } = open
    open = undefined
    const candidates = candidatesIn(text)
    for (const candidate of candidates.length === 0 && pasted ? cutTokenIn(text) : candidates) {
      const digest = createHash('sha256').update(candidate.text).digest('base64')
      if (reported.has(digest)) continue
      const token = decodeToken(candidate.text)
      if ('code' in token && !candidate.claimed && !pasted) continue
      if (reported.size >= maxRemembered) reported.clear()
      reported.add(digest)
      report({ at, where: pasted ? 'pasted' : candidate.where, token })
    }
  }

  return {
    read(text, at) {
      if (text === '') return
      if (open !== undefined && continues(open.text, text)) {
        open.text += text
        return
      }
      if (open !== undefined) {
        linesBeside++
        finish(false)
      }
      if (text.includes('eyJ') || /bearer/i.test(text)) open = { text, at }
      else linesBeside++
    },
    end() {
      finish(linesBeside === 0 && open !== undefined && isAlone(open.text))
    },
  }
}

function continues(before: string, line: string): boolean {
  return (
    !line.startsWith('eyJ') &&
    before.length + line.length <= maxTokenLength &&
    /eyJ[A-Za-z0-9_.-]*$/.test(before.slice(before.lastIndexOf('eyJ'))) &&
    continuation.test(line)
  )
}

/** Nothing but a token, perhaps in quotes or behind its scheme. */
function isAlone(text: string): boolean {
  return /^["']?(?:(?:authorization: {0,4})?bearer )?eyJ[A-Za-z0-9_.-]*["']?$/i.test(text)
}

function candidatesIn(text: string): Candidate[] {
  const found = new Map<string, Candidate>()
  for (const { 1: header = '', 2: value = '' } of text.matchAll(bearer)) {
    const candidate = behindBearer(value, header !== '', text)
    if (candidate !== undefined) found.set(candidate.text, candidate)
    if (found.size >= maxInLine) break
  }
  for (const { 0: run, index } of text.matchAll(runs)) {
    const token = tokenIn(run)
    if (token === undefined || found.has(token)) continue
    const inUrl = /(?:id|access)_token=$/.test(text.slice(Math.max(0, index - 16), index))
    found.set(token, { text: token, where: inUrl ? 'url' : 'log', claimed: false })
    if (found.size >= maxInLine) break
  }
  return [...found.values()]
}

function behindBearer(value: string, isHeader: boolean, line: string): Candidate | undefined {
  const where = isHeader ? 'request header' : 'log'
  if (unset.test(value)) return { text: value, where, claimed: true }
  if (/^bearer$/i.test(value)) return { text: 'Bearer', where, claimed: isHeader }
  if (value === '') return isHeader ? { text: '', where, claimed: line.length < 100 } : undefined
  if (gap.test(value) || (!value.startsWith('eyJ') && standIn.test(value))) return undefined
  const text = withoutPunctuation(value)
  if (text.startsWith('eyJ')) return { text: tokenIn(text) ?? text, where, claimed: isHeader }
  return isHeader && text.length >= 20 ? { text, where, claimed: true } : undefined
}

/** A token that lost its end on the way here: a header that can be read, and no third part. */
function cutTokenIn(text: string): readonly Candidate[] {
  const [, token, header] = /((?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]*)\.[A-Za-z0-9_-]*)/.exec(text) ?? []
  if (token === undefined || 'code' in decodeToken(`${header}.${emptyClaims}.`)) return []
  return [{ text: token, where: 'log', claimed: false }]
}

/** `{}` in base64url. */
const emptyClaims = 'e30'

/** Without what ends a sentence. Not a regular expression: its `+$` would be quadratic. */
function withoutPunctuation(value: string): string {
  let end = value.length
  while (end > 0 && '.)]'.includes(value[end - 1]!)) end--
  return value.slice(0, end)
}

/** The token within a run of its letters: from `eyJ` on, three parts, or five of an encrypted one. */
function tokenIn(run: string): string | undefined {
  const start = run.indexOf('eyJ')
  if (start === -1) return undefined
  const parts = run.slice(start, start + maxTokenLength).split('.', 6)
  const [header = '', claims = '', signature] = parts
  if (signature === undefined || header.length < 8 || (claims === '' && parts.length < 5)) return undefined
  return (parts.length >= 5 && parts[4] !== '' ? parts.slice(0, 5) : parts.slice(0, 3)).join('.')
}
