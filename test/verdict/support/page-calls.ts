import type { Call } from '@clearway/rules/verdict'

/** The calls of one case, for a page to make one after the other. */
export interface PlannedCase {
  readonly id: string
  readonly calls: readonly PlannedCall[]
}

/** A call as a page's script makes it. */
export interface PlannedCall {
  readonly url: string
  readonly api: 'fetch' | 'xhr'
  readonly method: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly mode: string
  readonly credentials: string
  readonly redirect: string
  readonly cache: string
  readonly body: 'none' | 'bytes' | 'stream'
  readonly uploadListeners: boolean
}

/** What the page's script got. */
export type Got =
  | { readonly type: string; readonly status: number; readonly headers: readonly string[] }
  | { readonly error: string }

/** What came of a case. */
export interface CaseGot {
  readonly id: string
  readonly got: readonly Got[]
  /** Milliseconds from the first call to the end of the last. */
  readonly took: number
}

/** A call of an exchange with everything left out filled in. */
export function planCall(call: Call): PlannedCall {
  const headers: (readonly [string, string])[] = []
  const fields = call.headers ?? []
  for (let at = 0; at + 1 < fields.length; at += 2) headers.push([fields[at] ?? '', fields[at + 1] ?? ''])
  return {
    url: call.url,
    api: call.api ?? 'fetch',
    method: call.method ?? 'GET',
    headers,
    mode: call.mode ?? 'cors',
    credentials: call.credentials ?? 'same-origin',
    redirect: call.redirect ?? 'follow',
    cache: call.cache ?? 'default',
    body: call.body ?? 'none',
    uploadListeners: call.uploadListeners ?? false,
  }
}

/**
 * Makes the calls of cases, `width` cases at a time. Runs in a page, from its source text: it may use
 * nothing outside of itself. Before call n of a case it says `id#n` to the function `watchCall`, if there is one.
 */
export async function makeCalls(cases: readonly PlannedCase[], width: number): Promise<CaseGot[]> {
  const { watchCall } = globalThis as { watchCall?: (call: string) => void }
  const one = async (call: PlannedCall): Promise<Got> => {
    const { url } = call
    const bytes = new Uint8Array([120])
    if (call.api === 'fetch') {
      const stream = (): object => ({
        duplex: 'half',
        body: new ReadableStream({
          start: (controller) => {
            controller.enqueue(bytes)
            controller.close()
          },
        }),
      })
      const response = await fetch(url, {
        method: call.method,
        headers: call.headers.map(([name, value]) => [name, value] as [string, string]),
        mode: call.mode as RequestMode,
        credentials: call.credentials as RequestCredentials,
        redirect: call.redirect as RequestRedirect,
        cache: call.cache as RequestCache,
        ...(call.body === 'bytes' ? { body: bytes } : call.body === 'stream' ? stream() : {}),
      })
      return { type: response.type, status: response.status, headers: [...response.headers.keys()] }
    }
    const request = new XMLHttpRequest()
    request.open(call.method, url)
    request.withCredentials = call.credentials === 'include'
    for (const [name, value] of call.headers) request.setRequestHeader(name, value)
    if (call.uploadListeners) request.upload.addEventListener('progress', () => undefined)
    await new Promise((resolve, reject) => {
      request.addEventListener('load', resolve)
      request.addEventListener('error', () => reject(new TypeError('XMLHttpRequest failed')))
      request.send(call.body === 'bytes' ? bytes : null)
    })
    const names = request.getAllResponseHeaders().split('\r\n').filter(Boolean)
    const headers = names.map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
    return { type: 'xhr', status: request.status, headers }
  }
  const results: CaseGot[] = []
  const waiting = [...cases]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const got: Got[] = []
      const start = performance.now()
      for (const [index, call] of next.calls.entries()) {
        if (index > 0) await fetch(`/next/${next.id}`)
        watchCall?.(`${next.id}#${index}`)
        got.push(await one(call).catch((error: unknown) => ({ error: String(error) })))
      }
      results.push({ id: next.id, got, took: performance.now() - start })
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}
