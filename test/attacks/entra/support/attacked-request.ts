/** A parameter as it stands in a query or a form: encoded. */
export type Pair = readonly [name: string, value: string]

/** A request that an endpoint answers as it is meant to. */
export interface AttackedRequest {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Of the query for GET, of a form for POST. */
  readonly parameters: readonly Pair[]
  readonly headers?: readonly string[]
  /** What the answer is when nothing is wrong with the request. */
  readonly status: number
}

/** The parameters of an object, encoded. */
export function pairsOf(values: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)])
}

const text = (pairs: readonly Pair[]): string => pairs.map(([name, value]) => `${name}=${value}`).join('&')

/** The bytes of a request with other parameters than its own. */
export function bytesOf({ headers = [], method, path }: AttackedRequest, parameters: string): string {
  const isQuery = method === 'GET'
  const target = isQuery && parameters !== '' ? `${path}?${parameters}` : path
  const head = [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers]
  if (isQuery) return `${head.join('\r\n')}\r\n\r\n`
  head.push(
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${Buffer.byteLength(parameters, 'latin1')}`,
  )
  return `${head.join('\r\n')}\r\n\r\n${parameters}`
}

/** The bytes of a request as it is meant. */
export const bytesAsMeant = (request: AttackedRequest): string => bytesOf(request, text(request.parameters))

/** A form that is sent to a path, and gets 200 unless told otherwise. */
export function formPost(
  path: string,
  fields: Readonly<Record<string, string>>,
  status = 200,
): AttackedRequest {
  return { name: path, method: 'POST', path, parameters: pairsOf(fields), status }
}
