import type { Call } from '@clearway/rules/verdict'

import { mostly, oneOf, some, type Draw } from './pick.ts'

const methods = mostly(
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  ['HEAD', 'get', 'Post', 'put', 'patch', 'OPTIONS', 'REPORT', 'x-a', 'TRACE', 'CONNECT', 'GE T'],
)

/** Names and values, each alone: what asks for a preflight, what may by its value, what browsers keep back. */
const fields: readonly (readonly [string, string])[] = [
  ['X-A', '1'],
  ['x-b', '2'],
  ['Authorization', 'Bearer t'],
  ['If-Match', '"1"'],
  ['X-Requested-With', 'XMLHttpRequest'],
  ['traceparent', '00-1-1-01'],
  ['Content-Type', 'application/json'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'text/plain;charset=UTF-8'],
  ['Content-Type', 'multipart/form-data; boundary=x'],
  ['Content-Type', 'Application/X-WWW-Form-Urlencoded'],
  ['Content-Type', 'text/plain, application/json'],
  ['Content-Type', 'text/plain; a="b"'],
  ['Accept', 'application/json'],
  ['Accept', 'a(b'],
  ['Accept', 'x'.repeat(128)],
  ['Accept', 'x'.repeat(129)],
  ['Accept-Language', 'en-US,en;q=0.5'],
  ['Accept-Language', 'en_US'],
  ['Content-Language', 'de'],
  ['Content-Language', '"de"'],
  ['Range', 'bytes=0-10'],
  ['Range', 'bytes=0-'],
  ['Range', 'bytes=-5'],
  ['Range', 'bytes=10-1'],
  ['Range', 'bytes=0-1,5-6'],
  ['Cookie', 'a=1'],
  ['Sec-Custom', '1'],
  ['Proxy-Custom', '1'],
  ['DNT', '1'],
  ['Access-Control-Request-Method', 'GET'],
  ['Access-Control-Request-Private-Network', 'true'],
  ['X-HTTP-Method-Override', 'PUT'],
  ['X-HTTP-Method-Override', 'GET, TRACE'],
  ['X-Method-Override', 'CONNECT'],
  ['Save-Data', 'on'],
  ['Save-Data', 'off'],
  ['DPR', '2'],
  ['Width', '10'],
  ['Downlink', '1.5'],
  ['User-Agent', 'mine'],
]

/** What a page asks of a URL. */
export function drawCall(draw: Draw, url: string): Call {
  const method = draw(methods)
  const headers = draw(mostly([0, 1], [2, 3])) === 0 ? [] : draw(some(fields, 3)).flat()
  const credentials = draw(oneOf(['omit', 'same-origin', 'include'] as const))
  const canHaveBody = !/^(?:get|head)$/i.test(method)
  const body = canHaveBody ? draw(oneOf(['none', 'bytes'] as const)) : 'none'
  if (draw(mostly([false], [true]))) {
    const uploadListeners = draw(mostly([false], [true]))
    return {
      url,
      method,
      headers,
      body,
      api: 'xhr',
      credentials: credentials === 'omit' ? 'same-origin' : credentials,
      uploadListeners,
    }
  }
  return {
    url,
    method,
    headers,
    body,
    credentials,
    mode: draw(mostly(['cors'], ['no-cors', 'same-origin'])),
    redirect: draw(mostly(['follow'], ['error', 'manual'])),
    cache: draw(mostly(['default'], ['no-store', 'reload', 'no-cache', 'force-cache'])),
  }
}
