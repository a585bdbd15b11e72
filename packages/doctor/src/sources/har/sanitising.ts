import { fieldValue, type FieldList } from '@clearway/rules/http'
import type { Entry } from '../../material.ts'

/** Finds out whether a capture was saved without its secrets. */
export interface Sanitising {
  see(entry: Entry): void
  /**
   * `proved`: a preflight asked for Authorization, and the call that followed shows none. `likely`: no request
   * and no answer shows a secret, where some would. Undefined: one shows, or too little was seen.
   */
  found(): 'proved' | 'likely' | undefined
}

/** So many requests by https without any cookie are no chance. */
const enough = 3
const maxCalls = 5000

/**
 * Chromium's DevTools leave Authorization, Cookie and Set-Cookie out of a HAR since version 130, unless a
 * setting says otherwise, and do not mark the file. It does so for all entries or for none.
 */
export function createSanitising(): Sanitising {
  let secure = 0
  let hasSecret = false
  let isProved = false
  const askedFor = new Set<string>()
  const without = new Set<string>()

  /** The two may stand in either order. */
  const match = (call: string, own: Set<string>, others: ReadonlySet<string>): void => {
    if (others.has(call)) isProved = true
    else if (own.size < maxCalls) own.add(call)
  }

  return {
    see({ request, response, answeredBy }) {
      if (hasSecret || !response || answeredBy) return
      const { method, url, headers } = request
      hasSecret = showsSecret(headers) || fieldValue(response.headers, 'set-cookie') !== undefined
      if (/^https:/i.test(url)) secure++
      const asked = fieldValue(headers, 'access-control-request-method')
      if (method === 'OPTIONS' && asked !== undefined) {
        if (listsAuthorization(headers)) match(`${asked} ${url}`, askedFor, without)
      } else if (fieldValue(headers, 'origin') !== undefined) {
        match(`${method} ${url}`, without, askedFor)
      }
    },
    found() {
      if (hasSecret) return undefined
      if (isProved) return 'proved'
      return secure >= enough ? 'likely' : undefined
    },
  }
}

function showsSecret(headers: FieldList): boolean {
  return fieldValue(headers, 'cookie') !== undefined || fieldValue(headers, 'authorization') !== undefined
}

function listsAuthorization(headers: FieldList): boolean {
  const asked = fieldValue(headers, 'access-control-request-headers') ?? ''
  return asked.split(',', 100).some((name) => name.trim().toLowerCase() === 'authorization')
}
