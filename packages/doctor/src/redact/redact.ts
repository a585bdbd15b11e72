import { hideValue, looksSecret } from './hide-value.ts'
import { secrecyOf } from './secret-names.ts'
import { endOfValue } from './value-end.ts'

const hidden = '[redacted]'
const hiddenToken = '[token]'

/** A JWT, also a cut one and one without its header: header and payload both begin with `{"`. */
const jwt = /eyJ[\w+/=-]{2,}(?:\.[\w+/=-]*){0,4}…?/g

/**
 * What is known without a name, also cut: Entra's codes and refresh tokens, ASP.NET Core's cookies, SAML and XML in
 * base64.
 */
const knownShapes =
  /(?<![\w.-])(?:[01]\.A[\w-]{3}(?:[\w.-]{16,}|[\w.-]{0,15}…)|(?:CfDJ8|PHNhbWxw|PD94bWwg)(?:[\w+/=%-]{8,}|[\w+/=%-]{0,7}…))/g

const pem = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}-----)?/g

const scheme = /\b(Bearer|Basic|DPoP|Negotiate|NTLM)((?:\s|%20|\+){1,8})([\w.~+/=%-]{8,})/gi

const userInfo = /\/\/[^\s/?#"'`<>\\]+@/g

/** A cut one has lost its `@`; what stands behind its colon is no port. */
const cutUserInfo = /\/\/[^\s/?#"'`<>\\@:…]+:(?!\d{0,5}…)[^\s/?#"'`<>\\@…]+(?=…)/g

const encodedCutUserInfo =
  /(%(?:25){0,4}2F)\1[\w.~-]+%(?:25){0,4}3A(?!\d{0,5}[%…])(?:[\w.~-]|%(?!(?:25){0,4}(?:2F|3F|23)))+(?=…)/gi

const encodedUserInfo = /(%(?:25){0,4}2F)\1(?:(?!%(?:25){0,4}(?:2F|3F|23))[^\s/?#"'<>&])+?(%(?:25){0,4}40)/gi

/**
 * A name and what stands between it and its value: `=`, `:`, quotes around either, the same percent-encoded
 * (several times over); `"name": "…", "value": "…"` as in HAR; `name="…" value="…"` as in the forms that answer
 * with form_post; the empty line of a multipart body.
 */
const named =
  /((?<![\w.$-])|%(?:25){0,4}[0-9a-f]{2}|\\u00[0-9a-f]{2}|\\[nrt])([A-Za-z_.$][\w.$-]{0,63})(?:(\\*["'`]|%(?:25){0,4}22)?[ \t]{0,8}(=|:|%(?:25){0,4}3[AD])|\\*["'](\s{0,8},\s{0,8}\\*"value\\*"\s{0,8}:|\s{1,8}value=|\r?\n\r?\n))[ \t]{0,8}(\\*["'`]|%(?:25){0,4}2[27])?/gi

/**
 * Replaces secrets in a text: tokens, also cut ones, by `[token]`, all else by `[redacted]`. Knows Authorization,
 * Cookie and Set-Cookie values (schemes, names and attributes stay), codes, tokens, secrets, passwords, long `state`
 * and `nonce` values, keys and signatures, and user names with passwords in URLs; in queries, fragments, forms, JSON,
 * header lines and percent-encoded texts.
 *
 * Takes time linear in the text's length; redacting twice changes nothing more. Does not find a secret of which
 * neither name nor shape tells. E-mail addresses stay: which account signed in is evidence.
 */
export function redact(text: string): string {
  const unnamed = text
    .replace(pem, hidden)
    .replace(jwt, hiddenToken)
    .replace(knownShapes, hiddenToken)
    .replace(userInfo, `//${hidden}@`)
    .replace(cutUserInfo, `//${hidden}`)
    .replace(encodedCutUserInfo, `$1$1${hidden}`)
    .replace(encodedUserInfo, `$1$1${hidden}$2`)
  return redactNamed(unnamed).replace(scheme, (all, name: string, gap: string, value: string) =>
    looksSecret(value, 8) ? name + gap + hidden : all,
  )
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

function redactNamed(text: string): string {
  const pieces: string[] = []
  let done = 0
  named.lastIndex = 0
  for (let match = named.exec(text); match; match = named.exec(text)) {
    const [all, prefix = '', name = '', , plain, apart, opening] = match
    const secrecy = secrecyOf(name)
    if (secrecy === undefined) {
      // What follows is looked at again: it may be a name itself, as in `next=code=…`.
      named.lastIndex = match.index + prefix.length + name.length
      continue
    }
    const start = match.index + all.length
    const separator = plain ?? apart ?? ''
    const end = endOfValue({
      text,
      nameStart: match.index + prefix.length,
      start,
      separator,
      opening,
      secrecy,
    })
    const place = separator === ':' || apart !== undefined ? 'elsewhere' : 'address'
    pieces.push(text.slice(done, start), hideValue(text.slice(start, end), secrecy, place))
    done = end
    named.lastIndex = end
  }
  return done === 0 ? text : pieces.join('') + text.slice(done)
}
