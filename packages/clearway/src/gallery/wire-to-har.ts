import { version } from '../version.ts'
import type { WireEntry } from './wire.ts'

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>

const fieldsOf = (headers: Fields = {}): { name: string; value: string }[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each) => ({ name, value: each })),
  )

const valueOf = (headers: Fields = {}, lowerName: string): string => {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === lowerName)?.[1]
  return [found ?? ''].flat()[0] ?? ''
}

const isText = (type: string): boolean =>
  /^(text\/|application\/(json|[\w.+-]*\+json|x-www-form))/i.test(type)

const mostText = 64 * 1024

const textOf = (body: string | Buffer | undefined): string => (body ?? '').toString().slice(0, mostText)

const harEntry = ({ request, answer, startedAt, endedAt }: WireEntry): object => {
  const { status = 200, headers, body } = answer
  const mimeType = valueOf(headers, 'content-type')
  const time = Math.max(0, endedAt - startedAt)
  const sent = request.body.length
  const cut = status === 'cut'
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time,
    request: {
      method: request.method,
      url: request.url.href,
      httpVersion: 'HTTP/1.1',
      headers: fieldsOf(request.headers),
      queryString: [...request.url.searchParams].map(([name, value]) => ({ name, value })),
      cookies: [],
      headersSize: -1,
      bodySize: sent,
      ...(sent > 0 && {
        postData: { mimeType: valueOf(request.headers, 'content-type'), text: textOf(request.body) },
      }),
    },
    response: {
      status: cut ? 0 : status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: fieldsOf(headers),
      cookies: [],
      content: {
        size: body?.length ?? 0,
        mimeType,
        ...(isText(mimeType) && { text: textOf(body) }),
      },
      redirectURL: valueOf(headers, 'location'),
      headersSize: -1,
      bodySize: -1,
      ...(cut && { _error: 'net::ERR_EMPTY_RESPONSE' }),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  }
}

/** What went over the wire, as a HAR (1.2) like that of a recording proxy: the browser's own view is not in it. */
export const wireToHar = (entries: readonly WireEntry[]): string =>
  JSON.stringify(
    {
      log: {
        version: '1.2',
        creator: { name: 'Clearway gallery', version: version() },
        pages: [],
        entries: entries.map(harEntry),
      },
    },
    undefined,
    2,
  )
