import { cutText } from '../../cut-text.ts'
import { isTelling } from '../telling-types.ts'
import { listIn, objectIn, textIn } from '../json/foreign.ts'

/** How much of a body is kept, in characters. */
const maxBody = 4096
const maxParams = 200

const unknownType = /^(?:|x-unknown|application\/octet-stream|text)$/i

/**
 * The beginning of an answer's body (`response.content`), if it is recorded and is a text that may tell why a
 * call failed.
 *
 * @param contentType - The answer's Content-Type, where `content` has no type.
 */
export function answerBody(content: unknown, contentType: string | undefined): string | undefined {
  const { text, encoding, mimeType } = objectIn(content)
  const written = textIn(text)
  if (written === undefined) return undefined
  const type = (textIn(mimeType) ?? contentType ?? '').trim()
  if (!isTelling(type) && !unknownType.test(type)) return undefined
  const plain = encoding === 'base64' ? decodeBeginning(written) : cutText(written, maxBody)
  return isTelling(type) || /^\s{0,100}[<{[]/.test(plain) ? plain : undefined
}

/** The beginning of a request's body (`postData`), if it is a form or JSON. */
export function requestBody(postData: unknown): string | undefined {
  const { text, params, mimeType } = objectIn(postData)
  const type = textIn(mimeType) ?? ''
  if (!/json|x-www-form-urlencoded/i.test(type)) return undefined
  const written = textIn(text)
  return written === undefined ? formOf(listIn(params)) : cutText(written, maxBody)
}

function decodeBeginning(base64: string): string {
  // One character more than is kept, so that a longer text is seen to be cut.
  const bytes = Buffer.from(base64.slice(0, Math.ceil((maxBody + 1) / 3) * 4), 'base64')
  return cutText(bytes.toString('utf8'), maxBody)
}

function formOf(params: readonly unknown[]): string | undefined {
  if (params.length === 0) return undefined
  const form = new URLSearchParams()
  for (const param of params.slice(0, maxParams)) {
    const { name, value } = objectIn(param)
    form.append(textIn(name) ?? '', textIn(value) ?? '')
  }
  return cutText(form.toString(), maxBody)
}
