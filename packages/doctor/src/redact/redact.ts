import { hideElements } from './elements.ts'
import { hideValue } from './hide-value.ts'
import { hideInProse } from './in-prose.ts'
import { hideKnownShapes } from './known-shapes.ts'
import { hideNamedValues } from './named-values.ts'
import { secrecyOf } from './secret-names.ts'

/**
 * Replaces secrets in a text: tokens, also cut ones, by `[token]`, all else by `[redacted]`. Knows Authorization,
 * Cookie and Set-Cookie values (schemes, names and attributes stay), codes, tokens, secrets, passwords, long `state`
 * and `nonce` values, keys and signatures, and user names with passwords in URLs; in queries, fragments, forms, JSON,
 * XML, header lines, settings, connection strings, sentences, and percent-encoded and otherwise escaped texts.
 *
 * A text that was cut must bear a `…` at the cut: what stands there is then hidden however little of it is left.
 *
 * Takes time linear in the text's length; redacting twice changes nothing more. Does not find a secret of which
 * neither name nor shape tells. E-mail addresses stay: which account signed in is evidence.
 */
export function redact(text: string): string {
  return hideInProse(hideNamedValues(hideElements(hideKnownShapes(text))))
}

/**
 * Redacts the value of a header or a field whose name stands elsewhere.
 *
 * @param name - In any letter case.
 */
export function redactField(name: string, value: string): string {
  const secrecy = secrecyOf(name)
  return secrecy === undefined ? redact(value) : hideValue(redact(value), secrecy, 'address')
}
