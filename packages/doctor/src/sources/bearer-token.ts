import { fieldValues } from '@clearway/rules/http'
import { decodeToken } from '@clearway/rules/token'
import type { Entry, FoundToken } from '../material.ts'
import type { Sink } from './source.ts'

/** One page sends the same token again and again: this many are remembered. */
const maxRemembered = 50

/**
 * Makes a function that reports the token in an entry's Authorization header, if there is one.
 *
 * Reports what stands after `Bearer`, whether or not it is a token, and a JSON Web Token without any scheme.
 * Other schemes are left alone. The same text is taken apart once.
 *
 * @param sink - Takes the tokens; it must have been given the entry before.
 */
export function createTokenFinder(sink: Pick<Sink, 'token'>): (entry: Entry) => void {
  const remembered = new Map<string, FoundToken['token']>()
  return (entry) => {
    for (const value of fieldValues(entry.request.headers, 'authorization')) {
      const text = tokenText(value)
      if (text === undefined) continue
      let token = remembered.get(text)
      if (token === undefined) {
        token = decodeToken(text)
        if (remembered.size >= maxRemembered) remembered.clear()
        remembered.set(text, token)
      }
      sink.token({ at: entry.at, where: 'request header', token, entry })
    }
  }
}

function tokenText(value: string): string | undefined {
  const trimmed = value.trim()
  if (/^bearer(?:\s|$)/i.test(trimmed)) return trimmed.slice('bearer'.length).trim()
  return trimmed.startsWith('eyJ') ? trimmed : undefined
}
