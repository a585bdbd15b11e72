import * as fc from 'fast-check'

/** Any of the words between the spaces of a text. */
const words = (text: string): fc.Arbitrary<string> => fc.constantFrom(...text.split(' '))

/** Any characters of one byte. */
const latin = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
})

/** Bytes that are hardly ever a request. */
export const randomBytes: fc.Arbitrary<string> = fc.array(latin, { maxLength: 20 }).map((all) => all.join(''))

const pathPiece = fc.oneof(
  words('/ / / . .. // \\ ; ;x ;x=y %2e %2f %5c %00 %20 %3b %252e %25 % %6 ? # ~ @ : %c0%af'),
  words('public PUBLIC private mapped x %70ublic'),
  fc.constantFrom(' ', '\xe9'),
)
const path = fc.array(pathPiece, { maxLength: 12 }).map((all) => all.join(''))
const beginning = fc.constantFrom('/', '/public', '/public/', '/mapped', '/mapped/', '/%70ublic/')

/** A request target that begins with a slash and goes on with what routers stumble over. */
export const randomTarget: fc.Arbitrary<string> = fc.tuple(beginning, path).map((parts) => parts.join(''))

const headerName = fc.oneof(
  words('Host X-User x_user X.User Clearway-Assertion Cookie Authorization Origin Connection Content-Length'),
  words(
    'Transfer-Encoding Expect Upgrade TE Trailer X-Forwarded-For Forwarded Sec-Fetch-Mode Sec-Fetch-Dest',
  ),
  words('Accept Access-Control-Request-Method X-Odd'),
  fc.constantFrom('', ' ', ':', 'X Y'),
)
const headerValue = fc.oneof(
  words(
    'forged 0 5 -1 chunked identity 100-continue navigate document text/html close null websocket for=forged',
  ),
  words('__Secure-clearway-closed=forged __Host-clearway-closed=forged http://evil.example'),
  fc.constantFrom('', 'Bearer forged', 'Bearer a.b.c', 'x-user, clearway-assertion', '\0', 'a\rb', 'a\nb'),
  latin,
)
const header = fc
  .tuple(headerName, fc.constantFrom(': ', ':', ' : ', '\t:', ''), headerValue)
  .map((parts) => parts.join(''))
const lineEnd = fc.oneof(
  { weight: 20, arbitrary: fc.constant('\r\n') },
  fc.constantFrom('\n', '\r', '\r\n ', '\r\r\n', ''),
)
const method = fc.oneof(
  words('GET POST HEAD PUT DELETE OPTIONS TRACE CONNECT PATCH get FROB'),
  fc.constant(''),
)
const version = fc.oneof(
  words('HTTP/1.1 HTTP/1.1 HTTP/1.1 HTTP/1.0 HTTP/2.0 HTTP/0.9 http/1.1'),
  fc.constant(''),
)

/** A request that is nearly one, often to a host that is published. */
export const randomRequest = (host: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      method,
      randomTarget,
      version,
      fc.boolean(),
      fc.array(fc.tuple(header, lineEnd), { maxLength: 8 }),
      latin,
    )
    .map(([verb, target, protocol, hasHost, headers, body]) => {
      const lines = headers.map(([text, end]) => text + end).join('')
      return `${verb} ${target} ${protocol}\r\n${hasHost ? `Host: ${host}\r\n` : ''}${lines}\r\n${body}`
    })
