import { findKnownErrors } from '@clearway/rules/entra'
import type { LogLine, Place } from '../../material.ts'
import { hideTokens } from '../../redact/known-shapes.ts'
import { cutText } from '../../cut-text.ts'

/** How much of a record that goes over several lines is looked at. */
const maxLines = 8
const maxLength = 8 * 1024
const maxShown = 600

/** Rules most lines out, so that long logs are read quickly. */
const worthALook =
  /AADSTS|AADB2C|ID[XW]\d|[a-z]_[a-z]|jwt |The (?:audience|issuer|token|signature)|[Ii]nvalid |Token |login |Popup |scope|access_token|identityMetadata|resource is/

/** A line with which another record begins. */
const newRecord =
  /^(?:\[?\d{2,4}[-/.:]\d\d|\{|<\d+>|\[[A-Z]|(?:trce|dbug|info|warn|fail|crit)\b|(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\b|[A-Z][a-z]{2} [ \d]\d )/

/** Finds known errors in the lines of a log. */
export interface ErrorReader {
  read(text: string, at: Place): void
  /** Ends the record that is being read; must be called after the last line. */
  end(): void
}

/**
 * Makes a reader that reports each known error once for each record. Entra and .NET write errors over several
 * lines, and mail wraps them: lines that begin no new record belong to the one before.
 */
export function createErrorReader(report: (line: LogLine) => void): ErrorReader {
  let open: { readonly lines: string[]; length: number; readonly at: Place } | undefined

  const end = (): void => {
    if (open === undefined) return
    const { lines, at } = open
    open = undefined
    const text = cutText(hideTokens(lines.join(' ')), maxShown)
    for (const error of findKnownErrors(lines.join('\n'))) report({ at, error, text })
  }

  return {
    read(text, at) {
      const names = worthALook.test(text) && findKnownErrors(text).length > 0
      if (names || text === '' || newRecord.test(text)) end()
      if (names) open = { lines: [text], length: text.length, at }
      else if (open !== undefined) {
        open.lines.push(text)
        open.length += text.length
        if (open.lines.length >= maxLines || open.length >= maxLength) end()
      }
    },
    end,
  }
}
