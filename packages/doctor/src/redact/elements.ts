import { hideValue } from './hide-value.ts'
import { secrecyOf } from './secret-names.ts'

/** An element of XML and its text, also with its brackets escaped. */
const element =
  /((?:<|&lt;)(?:[\w-]{1,32}:)?)([A-Za-z_][\w.-]{0,63})((?:\s[^<>]{0,200})?(?:>|&gt;))([^<]+?)(?=<|&lt;|$)/g

/** Hides the texts of the elements of XML whose names announce a secret. */
export function hideElements(text: string): string {
  return text.replace(element, (all, open: string, name: string, rest: string, value: string) => {
    const secrecy = secrecyOf(name)
    return secrecy === undefined ? all : open + name + rest + hideValue(value, secrecy, 'elsewhere')
  })
}
