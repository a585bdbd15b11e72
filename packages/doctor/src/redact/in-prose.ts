import { hideValue } from './hide-value.ts'
import { isErrorCode, looksRandom, looksSecret } from './looks-secret.ts'
import { secrecyOf } from './secret-names.ts'

const hidden = '[redacted]'

/** Between a noun and what it names: `token '…'`, `the secret is …`, `bearer, …`, `access_token => …`. */
const gap = String.raw`(?:\s|%20|\+|[,:=(<>|"'\`“‘→]|->|\\["'](?!u)|\b(?:is|was|value|header)\b)`

const value = String.raw`[\w.~+/=%-]{8,}`

/** `'Bearer ' + accessToken`: a program, which names what it sends. */
const variable = String.raw`\s{0,8}["'\`]\s{0,8}\+\s{0,8}[A-Za-z_$]`

const scheme = new RegExp(
  String.raw`\b(Bearer|Basic|DPoP|Negotiate|NTLM|SharedKey)(?!${variable})(${gap}{1,8})(${value})`,
  'gi',
)

const noun = new RegExp(
  String.raw`(token|secret|passw(?:or)?d|jwt|assertion|authorization|(?<![a-z])(?:code|ticket|api[ _-]?key))(${gap}{1,8})(${value})`,
  'gi',
)

/** Of Entra: `The value '…' of parameter 'code' is …`. */
const ofParameter =
  /(\bvalue ["'“‘])([^"'”’\s]{1,4096})(["'”’] (?:of|for) (?:the )?(?:input )?(?:parameter|field|header) ["'“‘]?([\w.-]{1,64}))/gi

/** `-u name:password` and `-b a=1` of curl. */
const options =
  /(?<!\S)((?:-u|--user|--proxy-user)[ =]["']?[^\s"':]{1,64}:|(?:-b|--cookie)[ =]["']?(?=[^\s"'=]{1,64}=))([^\s"';]+(?:; [^\s"'=]{1,64}=[^\s"';]*)*)/g

/**
 * Hides what stands behind the words for secrets in sentences, where nothing but its look tells it from the next
 * word: behind the name of a scheme, behind nouns, and in the options of curl.
 */
export function hideInProse(text: string): string {
  return text
    .replace(scheme, (all: string, name: string, between: string, said: string, at: number, whole: string) =>
      looksSecret(said, 8) && !isKnown(said, behind(all, at, whole), name) ? name + between + hidden : all,
    )
    .replace(noun, (all: string, name: string, between: string, said: string, at: number, whole: string) => {
      const isCode = /^code$/i.test(name) && isErrorCode(said)
      const isSecret = looksRandom(said) && !isCode && !isKnown(said, behind(all, at, whole), name)
      return isSecret ? name + between + hidden : all
    })
    .replace(ofParameter, (all, open: string, said: string, close: string, name: string) => {
      const secrecy = secrecyOf(name)
      return secrecy === undefined ? all : open + hideValue(said, secrecy, 'address') + close
    })
    .replace(options, `$1${hidden}`)
}

/** `status=401`, `request_id=8f2c…` of a structured log. */
const pair = /^[A-Za-z_][\w.-]{0,63}=[a-z\d._~/-]+$/

/** `"tokenExpiry":`, a name in JSON. */
const memberName = /^[A-Za-z]+$/
const endOfMemberName = /^\\{0,3}["']\s{0,8}:/

/** `verify.js:12:3` of a stack. */
const fileName = /\.[a-z]{1,4}$/
const position = /^:\d{1,7}:\d/

const mailbox = /^[a-z\d._+-]+$/
const mailHost = /^@[\w-]{1,63}\.\w/

/** Tells by what stands in a text, behind it and before it that it is no secret. */
function isKnown(said: string, next: string, word: string): boolean {
  if (pair.test(said)) return true
  if (memberName.test(said) && endOfMemberName.test(next)) return true
  if (fileName.test(said) && position.test(next)) return true
  return mailbox.test(said) && mailHost.test(next) && !/^(?:passw|secret)/i.test(word)
}

function behind(all: string, at: number, whole: string): string {
  return whole.slice(at + all.length, at + all.length + 80)
}
