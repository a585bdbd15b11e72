/** What a test says of an entry of a HAR; the rest is a call that the browser kept from its page. */
export interface HarSketch {
  readonly url?: string
  readonly method?: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly answer?: Readonly<Record<string, string>>
  readonly request?: object
  readonly response?: object
}

const fields = (headers: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }))

/** An entry of a HAR as DevTools writes it. */
export const harEntry = (sketch: HarSketch = {}): object => ({
  startedDateTime: '2026-11-20T09:00:00.000Z',
  _resourceType: 'fetch',
  request: {
    method: sketch.method ?? 'GET',
    url: sketch.url ?? 'https://api.example.com/contacts',
    headers: fields({ Origin: 'https://app.example.com', 'Sec-Fetch-Mode': 'cors', ...sketch.headers }),
    ...sketch.request,
  },
  response: {
    status: sketch.status ?? 200,
    statusText: '',
    headers: fields(sketch.answer ?? {}),
    _error: 'net::ERR_FAILED',
    ...sketch.response,
  },
})

export const harHead =
  '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":['
export const harTail = ']}}'

/** A HAR with these entries: objects, or JSON as it stands. */
export const harOf = (...entries: readonly (object | string)[]): string =>
  harHead +
  entries.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(',\n') +
  harTail

export const consoleLine =
  "Access to fetch at 'https://other.example.com/contacts' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."
