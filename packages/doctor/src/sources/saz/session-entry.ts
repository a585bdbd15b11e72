import { excerpt, fieldValue, type FieldList } from '@clearway/rules/http'
import type { Entry, Place, RecordedRequest, RecordedResponse } from '../../material.ts'
import { readBodyText, type BodyText } from './body-text.ts'
import { parseRawMessage, type RawMessage } from './raw-message.ts'
import type { SessionMetadata } from './session-metadata.ts'

/** One side of a session, read. */
export type ReadRequest = RecordedRequest & { readonly absolute: boolean }

/** An answer as it was recorded, or Fiddler's own word for why there is none. */
export type ReadResponse = RecordedResponse | { readonly error: string }

/** Told why a body is not there. */
export type OnMissingBody = (why: Extract<BodyText, { readonly missing: string }>['missing']) => void

const statusLine = /^HTTP\/\d(?:\.\d)? {1,8}(\d{3})(?: |$)/
const maxInterim = 8
const maxMethod = 64

/**
 * Reads a session's request. Its URL is absolute when the request line's target is, else a path that
 * {@link toEntry} completes.
 *
 * @returns Undefined when the bytes are no whole head of a request.
 */
export async function readRequest(
  bytes: Uint8Array,
  onMissing: OnMissingBody,
): Promise<ReadRequest | undefined> {
  const message = parseRawMessage(bytes)
  const line = message && parseRequestLine(message.startLine)
  if (!message || !line) return undefined
  const body = await bodyOf(message, onMissing)
  return {
    ...line,
    headers: message.headers,
    ...(body !== undefined && { body }),
    absolute: /^[a-z][a-z\d+.-]*:\/\//i.test(line.url),
  }
}

/**
 * Reads a session's answer, the last one where interim answers stand before it. Answers that Fiddler made
 * itself because none came become errors.
 *
 * @returns Undefined when the bytes are no whole head of an answer.
 */
export async function readResponse(
  bytes: Uint8Array,
  onMissing: OnMissingBody,
): Promise<ReadResponse | undefined> {
  let message = parseRawMessage(bytes)
  let line = message && statusLine.exec(message.startLine)
  for (let seen = 0; seen < maxInterim && message && line && isInterim(line[1]!); seen++) {
    message = parseRawMessage(message.body)
    line = message && statusLine.exec(message.startLine)
  }
  if (!message || !line) return undefined
  const [head, status = ''] = line
  const statusText = message.startLine.slice(head.length).trim()
  if (/^Fiddler\b/i.test(statusText)) return { error: excerpt(statusText, 200) }
  if (Number(status) < 100) return { error: `status ${status}` }
  const body = await bodyOf(message, onMissing)
  return { status: Number(status), statusText, headers: message.headers, ...(body !== undefined && { body }) }
}

/** Puts a session's parts together; undefined when its URL cannot be told. */
export function toEntry(
  at: Place,
  { absolute, ...request }: ReadRequest,
  response: ReadResponse | undefined,
  metadata: SessionMetadata | undefined,
): Entry | undefined {
  const url = absolute ? request.url : completeUrl(request.url, request.headers, metadata?.https ?? false)
  if (url === undefined || !URL.canParse(url)) return undefined
  const isPreflight =
    request.method === 'OPTIONS' && fieldValue(request.headers, 'access-control-request-method') !== undefined
  return {
    at,
    ...(metadata?.startedAt !== undefined && { startedAt: metadata.startedAt }),
    ...(isPreflight && { type: 'preflight' }),
    request: { ...request, url },
    ...(response && ('error' in response ? { error: response.error } : { response })),
  }
}

/** Method, target, version (RFC 9112, section 3). The version may be missing, the target have spaces. */
function parseRequestLine(line: string): { readonly method: string; readonly url: string } | undefined {
  const first = line.indexOf(' ')
  const last = line.lastIndexOf(' ')
  if (first <= 0 || first > maxMethod) return undefined
  const end = last > first && line.startsWith('HTTP/', last + 1) ? last : undefined
  const url = line.slice(first, end).trim()
  return url === '' ? undefined : { method: line.slice(0, first), url }
}

function completeUrl(path: string, headers: FieldList, https: boolean): string | undefined {
  const host = fieldValue(headers, 'host')
  if (host === undefined || !path.startsWith('/')) return undefined
  return `${https || host.endsWith(':443') ? 'https' : 'http'}://${host}${path}`
}

function isInterim(status: string): boolean {
  return status.startsWith('1') && status !== '101'
}

async function bodyOf(message: RawMessage, onMissing: OnMissingBody): Promise<string | undefined> {
  const body = await readBodyText(message.headers, message.body)
  if ('text' in body) return body.text
  onMissing(body.missing)
  return undefined
}
