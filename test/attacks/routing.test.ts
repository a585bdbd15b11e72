import type { ProblemCode } from '@clearway/rules/problems'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openRaw, sendRaw, type RawResponse } from '../support/raw-http.ts'
import { startWorld, type World, type WorldParts } from '../support/world.ts'
import { rawGet, requestOf } from './support/raw-request.ts'
import { corsOf, expectRefusal, valuesOf } from './support/readable-no.ts'
import { expectStillAnswers } from './support/still-answers.ts'

/** On the page's host all is closed but `/public/`; on the API's host all is open but `/admin/`, twice. */
const applications = ({ pageOrigin, apiOrigin, pageInternal, apiInternal }: WorldParts): string => `
  - name: closed
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
      - external: ${pageOrigin}/public/
        internal: ${pageInternal}/public/
        accept: [anyone]
  - name: open
    segments:
      - external: ${apiOrigin}/
        internal: ${apiInternal}/
        accept: [anyone]
      - external: ${apiOrigin}/admin/
        internal: ${apiInternal}/admin/
      - external: ${apiOrigin}/mapped/
        internal: ${apiInternal}/
        accept: [anyone]
      - external: ${apiOrigin}/mapped/admin/
        internal: ${apiInternal}/admin/
`

let world: World
let closed: string
let open: string
beforeAll(async () => {
  world = await startWorld({ applications })
  closed = new URL(world.pageOrigin).host
  open = new URL(world.apiOrigin).host
})
afterAll(() => world.close())
afterEach(() => expectStillAnswers(world.port, closed))

/** What a request leads to: the refusal's code, or the path that reached the internal app. */
const outcomeOf = async (host: string, target: string): Promise<string> => {
  const upstream = host === closed ? world.page : world.api
  const before = upstream.requests.length
  const answer = await rawGet(world.port, host, target)
  const reached = upstream.requests.slice(before).map(({ url }) => url)
  const [problem] = valuesOf(answer, 'clearway-problem')
  if (problem === undefined) return `reached ${reached.join(' ')}`
  expectRefusal(answer, problem as ProblemCode)
  expect(reached).toEqual([])
  return problem
}

const ambiguous = 'request/path-ambiguous'
const signedOut = 'session/missing'

describe('A1 from an open path there is no way up into a closed one', () => {
  test.each([
    ['/public/x', 'reached /public/x'],
    ['/public/../private', ambiguous],
    ['/public/%2e%2e/private', ambiguous],
    ['/public/%2E./private', ambiguous],
    ['/public/.%2e/private', ambiguous],
    ['/public/..%2fprivate', ambiguous],
    ['/public/..%2Fprivate', ambiguous],
    ['/public/..%252fprivate', ambiguous],
    ['/public/%252e%252e/private', ambiguous],
    ['/public/..;/private', ambiguous],
    ['/public/..;x=y/private', ambiguous],
    ['/public/..%3b/private', ambiguous],
    ['/public/.;/private', ambiguous],
    ['/public/;/../private', ambiguous],
    ['/public%5c..%5cprivate', ambiguous],
    ['/public\\..\\private', ambiguous],
    ['/public/..\\private', ambiguous],
    ['/public/%c0%ae%c0%ae/private', ambiguous],
    ['/public/%e0%80%ae%e0%80%ae/private', ambiguous],
    ['/public/%u002e%u002e/private', ambiguous],
    ['/public/..%00/private', ambiguous],
    ['/public/..%09/private', ambiguous],
    ['/public/..%20/private', ambiguous],
    ['/public/..', ambiguous],
    ['/public%2f..%2fprivate', ambiguous],
    ['/public//../private', ambiguous],
    ['/public/.../private', 'reached /public/.../private'],
  ])('%s: %s', async (target, outcome) => {
    expect(await outcomeOf(closed, target)).toBe(outcome)
  })
})

describe('A2 a closed path stays closed in every spelling', () => {
  test.each([
    ['/admin/', signedOut],
    ['/admin', signedOut],
    ['/admin/x', signedOut],
    ['/%61dmin/x', signedOut],
    ['/%61%64%6d%69%6e', signedOut],
    ['/admin;a=b', signedOut],
    ['/admin;a=b/x', signedOut],
    ['/admin?x', signedOut],
    ['/admin%00', ambiguous],
    ['/admin%00/x', ambiguous],
    ['/admin%20', ambiguous],
    ['/admin%20/x', ambiguous],
    ['/admin%09/x', ambiguous],
    ['/admin%0a', ambiguous],
    ['//admin', ambiguous],
    ['/x//admin', ambiguous],
    ['/./admin', ambiguous],
    ['/admin/.', ambiguous],
    ['/x/../admin', ambiguous],
    ['/%2e/admin', ambiguous],
    ['/%2561dmin', ambiguous],
    ['/%252561dmin', ambiguous],
    ['/%2fadmin', ambiguous],
    ['/%5cadmin', ambiguous],
    ['/\\admin', ambiguous],
    ['/admin%', ambiguous],
    ['/admin%6', ambiguous],
    ['/%ef%bc%8fadmin', 'reached /%EF%BC%8Fadmin'],
    // Letter case counts: an internal app that ignores it must not have a closed part below an open one.
    ['/ADMIN', 'reached /ADMIN'],
    ['/adminx', 'reached /adminx'],
  ])('%s: %s', async (target, outcome) => {
    expect(await outcomeOf(open, target)).toBe(outcome)
  })

  test.each([
    ['/mapped/x', 'reached /x'],
    ['/mapped/admin/x', signedOut],
    ['/mapped;admin/x', 'reached /x'],
    ['/mapped;admin', 'reached /'],
    ['/mapped;/admin/x', ambiguous],
    ['/mapped;a=/admin/x', signedOut],
    ['/mapped;admin;x/admin;y', signedOut],
    ['/mapped;1234567/in/x', 'reached /in/x'],
    ['/mapped/;x/admin', ambiguous],
    ['/mapped/x;admin/y', 'reached /x;admin/y'],
  ])('a path parameter in the prefix does not shift the path below it: %s: %s', async (target, outcome) => {
    expect(await outcomeOf(open, target)).toBe(outcome)
  })
})

describe('A3 what follows the path does not choose the segment', () => {
  test.each([
    ['/private?x=/public', signedOut],
    ['/private?/public/', signedOut],
    ['/private?x=/../public/', signedOut],
    ['/private#/public', ambiguous],
    ['/public/#/../../private', ambiguous],
    ['/private%23/public', signedOut],
    ['/private%3f/public', signedOut],
    ['/private;/public', ambiguous],
    ['/private;x/public', signedOut],
    ['/private;x=/public/', signedOut],
    ['/private%3b/public', signedOut],
    ['/public%3f/../private', ambiguous],
    ['/public?/../private', 'reached /public?/../private'],
    ['/public/x?a=%00%2e%2e', 'reached /public/x?a=%00%2e%2e'],
  ])('%s: %s', async (target, outcome) => {
    expect(await outcomeOf(closed, target)).toBe(outcome)
  })
})

describe('A4 a request names its target as /path and one host', () => {
  const send = (line: string, host = closed, headers: readonly string[] = []): Promise<RawResponse> =>
    sendRaw(world.port, requestOf(line, host, headers))

  test.each([
    'GET http://other.example/private',
    'GET http://169.254.169.254/latest/meta-data/',
    'POST https://other.example:8443/',
    'OPTIONS *',
    'GET *',
  ])('%s is refused', async (line) => {
    expectRefusal(await send(line), 'request/target-not-supported')
    expect(world.page.requests.some(({ url }) => url.includes('other.example'))).toBe(false)
  })

  test('the absolute form of a published URL is refused as well, readable for the pages that may call', async () => {
    const answer = await send(`GET ${world.pageOrigin}/public/x`)
    expectRefusal(answer, 'request/target-not-supported')
  })

  test.each([
    'GET other.example:80',
    'GET @other.example',
    'FROB /public/',
    'GET /public/ HTTP/1.1 HTTP/1.1',
  ])('%s is not valid HTTP here', async (line) => expectRefusal(await send(line), 'request/malformed'))

  test('CONNECT opens no tunnel, whatever it names', async () => {
    for (const authority of ['127.0.0.1:1', closed, `user@${closed}`]) {
      const connection = await openRaw(world.port)
      await connection.send(
        `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\nGET /public/ HTTP/1.1\r\n\r\n`,
      )
      expectRefusal(await connection.response(), 'request/malformed')
      expect((await connection.closed()).toString()).toBe('')
      connection.destroy()
    }
  })

  test('TRACE, which would show a page what only servers may see, is not answered by anybody', async () => {
    const before = world.page.requests.length
    expectRefusal(await send('TRACE /public/'), 'request/method-not-allowed')
    expect(world.page.requests).toHaveLength(before)
  })

  test.each([
    ['upper case', () => closed.toUpperCase()],
    ['a trailing dot', () => closed.replace(':', '.:')],
  ])('a host in %s is the same host', async (_, host) => {
    const answer = await send('GET /private', host())
    expectRefusal(answer, 'session/missing')
  })

  test.each([
    ['userinfo', () => `user:secret@${closed}`],
    ['a path', () => `${closed}/public/`],
    ['a comma', () => `${closed}, other.example`],
    ['a space', () => `${closed} other.example`],
    ['raw letters beyond ASCII', () => `c\u00f3ntacts.clearway.localhost:${world.port}`],
    ['percent-encoding', () => closed.replace('contacts', 'cont%61cts')],
    ['nothing', () => ''],
    ['no port after the colon', () => closed.replace(/:\d+$/, ':')],
    ['a port that is no number', () => closed.replace(/:\d+$/, ':x')],
    ['two dots', () => closed.replace('.', '..')],
    ['300 characters', () => `${'a'.repeat(300)}.${closed}`],
  ])('a host with %s is refused', async (_, host) => {
    expectRefusal(await send('GET /public/', host()), 'request/malformed')
  })

  test.each([
    ['no port', () => closed.replace(/:\d+$/, '')],
    ['another port', () => closed.replace(/:\d+$/, ':1')],
    ['an IPv4 address', () => `127.0.0.1:${world.port}`],
    ['an IPv6 address', () => `[::1]:${world.port}`],
    ['a mapped IPv6 address', () => `[::ffff:7f00:1]:${world.port}`],
    ['an IDN in ASCII', () => `xn--cntacts-o0a.clearway.localhost:${world.port}`],
    ['a name of JavaScript', () => '__proto__'],
  ])('a host with %s is unknown', async (_, host) => {
    expectRefusal(await send('GET /public/', host()), 'proxy/unknown-host')
  })

  test.each([
    ['the same', () => [`Host: ${closed}`]],
    ['another published one', () => [`Host: ${open}`]],
    ['a foreign one', () => ['Host: other.example']],
    ['one in other letters', () => ['hOST: other.example']],
  ])('a second Host header, %s, is a conflict', async (_, headers) => {
    expectRefusal(await send('GET /public/', closed, headers()), 'request/header-conflict')
  })

  test.each(['HTTP/1.1', 'HTTP/1.0'])('no Host header at all is refused, by %s too', async (version) => {
    expectRefusal(await sendRaw(world.port, `GET /public/ ${version}\r\n\r\n`), 'request/malformed')
  })
})

describe('A5 a host that looks like a published one is none', () => {
  test.each([
    'evil-contacts.clearway.localhost',
    'xcontacts.clearway.localhost',
    'contacts.clearway.localhost.evil',
    'contacts.clearway.localhost.evil.example',
    'sub.contacts.clearway.localhost',
    'clearway.localhost',
    'contactsxclearway.localhost',
    'contacts_clearway.localhost',
    'contacts.clearway.localhos',
    'nowhere.invalid',
  ])('%s', async (name) => {
    const answer = await rawGet(world.port, `${name}:${world.port}`, '/public/', [`Origin: http://${name}`])
    expectRefusal(answer, 'proxy/unknown-host')
    expect(corsOf(answer)).toEqual([])
  })
})

describe('A6 a prefix covers whole parts of a path, and the longest wins', () => {
  test.each([
    ['/admin', signedOut],
    ['/adminx', 'reached /adminx'],
    ['/admin-x/', 'reached /admin-x/'],
    ['/admin.x', 'reached /admin.x'],
    ['/x/admin/', 'reached /x/admin/'],
    ['/mapped', 'reached /'],
    ['/mappedx', 'reached /mappedx'],
    ['/mapped/admin', signedOut],
    ['/mapped/adminx', 'reached /adminx'],
    ['/mapped/mapped/admin', 'reached /mapped/admin'],
  ])('%s: %s', async (target, outcome) => {
    expect(await outcomeOf(open, target)).toBe(outcome)
  })
})
