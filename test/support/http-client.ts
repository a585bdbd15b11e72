import { request as requestHttp, type OutgoingHttpHeaders } from 'node:http'
import { request as requestHttps } from 'node:https'
import { buffer } from 'node:stream/consumers'

export interface RequestOptions {
  /** Default `GET`. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
  /** Certificate authority to trust, PEM, for https. */
  readonly ca?: string
  /** Milliseconds for the whole exchange. Default 10000. */
  readonly timeoutMs?: number
}

export interface Answer {
  readonly status: number
  /** In order, as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
  /** The values of a header, joined by `, ` as a browser would; undefined without any. */
  header(name: string): string | undefined
  /** The values of a header one by one, for `Set-Cookie`. */
  headerValues(name: string): readonly string[]
  text(): string
  json(): unknown
}

/**
 * Makes one request over a connection of its own and reads the whole answer. Redirects are not followed.
 * A name that ends with `.localhost` is reached on this machine, as browsers do and Node does not
 * (RFC 6761, section 6.3); the Host header keeps the name.
 */
export async function request(url: string | URL, options: RequestOptions = {}): Promise<Answer> {
  const target = new URL(url)
  const local = target.hostname === 'localhost' || target.hostname.endsWith('.localhost')
  const send = target.protocol === 'https:' ? requestHttps : requestHttp
  const signal = AbortSignal.timeout(options.timeoutMs ?? 10_000)

  return new Promise((resolve, reject) => {
    const outgoing = send({
      host: local ? '127.0.0.1' : target.hostname.replace(/^\[|\]$/g, ''),
      port: target.port,
      path: `${target.pathname}${target.search}`,
      method: options.method ?? 'GET',
      headers: headersFor(target, options),
      agent: false,
      servername: target.hostname,
      signal,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    })
    outgoing.once('error', reject)
    outgoing.once('response', (response) => {
      buffer(response).then(
        (body) => resolve(answerOf(response.statusCode ?? 0, response.rawHeaders, body)),
        reject,
      )
    })
    outgoing.end(options.body)
  })
}

function headersFor(target: URL, { headers = {}, body }: RequestOptions): OutgoingHttpHeaders {
  const all: OutgoingHttpHeaders = { host: target.host }
  if (body !== undefined) all['content-length'] = Buffer.byteLength(body)
  for (const [name, value] of Object.entries(headers)) {
    all[name.toLowerCase()] = typeof value === 'string' ? value : [...value]
  }
  return all
}

function answerOf(status: number, rawHeaders: readonly string[], body: Buffer): Answer {
  const headers: [string, string][] = []
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? ''])
  }
  const headerValues = (name: string): string[] =>
    headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
  return {
    status,
    headers,
    body,
    headerValues,
    header(name) {
      const values = headerValues(name)
      return values.length > 0 ? values.join(', ') : undefined
    },
    text: () => body.toString('utf8'),
    json: () => JSON.parse(body.toString('utf8')) as unknown,
  }
}
