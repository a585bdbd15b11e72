import { findKnownErrors, providerOf, type KnownError } from '@clearway/rules/entra'
import { excerpt } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import { messageOf, readableBody } from './answer-text.ts'
import { answerHeader, callsOf, statusOf } from './entries.ts'

/** An error of Entra or of a library, read in an entry of a call. */
export interface ReadError {
  readonly error: KnownError
  readonly entry: Entry
  readonly evidence: Evidence
}

const maxText = 8192

/**
 * Reads the errors that the answers of a call name: in their bodies, in WWW-Authenticate, and in the query or
 * fragment with which a provider sends the browser back.
 */
export function readKnownErrors(exchange: RecordedExchange): readonly ReadError[] {
  return callsOf(exchange).flatMap((entry) =>
    textsOf(entry).flatMap(([what, text]) =>
      findKnownErrors(text.slice(0, maxText)).map((error) => ({
        error,
        entry,
        evidence: {
          ...entry.at,
          what,
          value: messageOf(text, error) ?? `${codeWords(error)}: ${error.means}`,
        },
      })),
    ),
  )
}

function textsOf(entry: Entry): readonly (readonly [string, string])[] {
  const location = answerHeader(entry, 'location')
  const texts: (readonly [string, string | undefined])[] = [
    // A page that only writes about errors is none; the provider's own error page has status 200.
    ['response body', isRefusal(entry) ? readableBody(entry.response?.body ?? '') : undefined],
    [
      'response header www-authenticate',
      isRefusal(entry) ? answerHeader(entry, 'www-authenticate') : undefined,
    ],
    ['response header location', location === undefined ? undefined : errorIn(location)],
    ['request url', errorIn(entry.request.url)],
  ]
  return texts.flatMap(([what, text]) => (text === undefined || text === '' ? [] : [[what, text] as const]))
}

function isRefusal(entry: Entry): boolean {
  return (statusOf(entry) ?? 0) >= 400 || providerOf(entry.request.url) !== undefined
}

/** The error that a provider put into a URL's query or fragment, as text. */
function errorIn(url: string): string | undefined {
  const start = url.search(/[?#]/)
  if (start < 0) return undefined
  const named: string[] = []
  for (const part of url.slice(start + 1, start + 1 + maxText).split(/[?#]/, 3)) {
    const parameters = new URLSearchParams(part)
    if (!parameters.has('error')) continue
    named.push(`error=${parameters.get('error') ?? ''} ${parameters.get('error_description') ?? ''}`)
  }
  return named.length === 0 ? undefined : named.join('\n')
}

/** An error's code; of a fixed text of a library its words, with the values that it named. */
export function codeWords({ code, values }: KnownError): string {
  return code.includes(' ')
    ? `"${code.replaceAll(/\{(\w+)\}/g, (_all, name: string) => (values[name] === undefined ? '…' : `'${excerpt(values[name], 120)}'`))}"`
    : code
}
