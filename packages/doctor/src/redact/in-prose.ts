import { hideValue } from './hide-value.ts'
import { looksRandom, looksSecret } from './looks-secret.ts'
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
    .replace(scheme, (all, name: string, between: string, said: string) =>
      looksSecret(said, 8) ? name + between + hidden : all,
    )
    .replace(noun, (all, name: string, between: string, said: string) =>
      looksRandom(said) ? name + between + hidden : all,
    )
    .replace(ofParameter, (all, open: string, said: string, close: string, name: string) => {
      const secrecy = secrecyOf(name)
      return secrecy === undefined ? all : open + hideValue(said, secrecy, 'address') + close
    })
    .replace(options, `$1${hidden}`)
}
