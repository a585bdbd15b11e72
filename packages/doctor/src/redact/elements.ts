import { hideValue } from './hide-value.ts'
import { secrecyOf } from './secret-names.ts'

/** An element of XML and its text, also with its brackets escaped. */
const element =
  /((?:<|&lt;)(?:[\w-]{1,32}:)?)([A-Za-z_][\w.-]{0,63})((?:\s[^<>]{0,200})?(?:>|&gt;))([^<]+?)(?=<|&lt;|$)/g

/** A form's field whose value stands before its name. */
const valueFirst =
  /(\svalue=(\\*["']))([^"'<>\\]+)(?=\2(?:\s[^<>]{0,200})?\sname=\\*["']([\w.-]{1,64})\\*["'])/gi

/** Hides the texts of the elements of XML, and the values of a form's fields, whose names announce a secret. */
export function hideElements(text: string): string {
  return text
    .replace(element, (all, open: string, name: string, rest: string, value: string) => {
      const secrecy = secrecyOf(name)
      return secrecy === undefined ? all : open + name + rest + hideValue(value, secrecy, 'elsewhere')
    })
    .replace(valueFirst, (all, open: string, _quote: string, value: string, name: string) => {
      const secrecy = secrecyOf(name)
      return secrecy === undefined ? all : open + hideValue(value, secrecy, 'address')
    })
}
