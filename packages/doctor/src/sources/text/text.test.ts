import { Buffer } from 'node:buffer'
import type { KnownError } from '@clearway/rules/entra'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ConsoleMessage, Entry, FoundToken, LogLine } from '../../material.ts'
import { redact } from '../../redact/redact.ts'
import type { InputProblem } from '../../report.ts'
import { text } from './text.ts'

interface Read {
  readonly entries: Entry[]
  readonly messages: ConsoleMessage[]
  readonly tokens: FoundToken[]
  readonly logLines: LogLine[]
  readonly problems: InputProblem[]
}

async function read(source: string | Uint8Array, chunkSizes: readonly number[] = [1 << 16]): Promise<Read> {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source
  const found: Read = { entries: [], messages: [], tokens: [], logLines: [], problems: [] }
  await text.read(
    { name: 'pasted.txt', bytes: chunksOf(bytes, chunkSizes) },
    {
      entry: (entry) => found.entries.push(entry),
      message: (message) => found.messages.push(message),
      token: (token) => found.tokens.push(token),
      logLine: (line) => found.logLines.push(line),
      problem: (problem) => found.problems.push(problem),
      lacks: () => {},
      writtenBy: () => {},
      progress: () => {},
    },
  )
  return found
}

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1)
    // a copy that is spoilt afterwards: a source must not keep its chunks
    const chunk = Uint8Array.from(bytes.subarray(at, at + size))
    yield chunk
    chunk.fill(0x3f)
    at += size
  }
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object): string =>
  `${part({ alg: 'RS256', typ: 'JWT', kid: 'a' })}.${part(claims)}.c2lnbmF0dXJl`
const token = jwt({ aud: 'api://contacts', exp: 1_900_000_000, sub: 'somebody', scp: 'Contacts.Read' })

const api = 'https://api.example.com/contacts'
const app = 'https://app.example.com'
const missing = `Access to fetch at '${api}' from origin '${app}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`

const said = ({ messages }: Read): unknown[] =>
  messages.map(({ message }) =>
    message.says === 'blocked' ? (message.corsError?.name ?? message.code) : message.says,
  )
const named = ({ logLines }: Read): string[] => logLines.map(({ error }) => error.code)

describe('the examples of the troubleshooting article, pasted as they stand', () => {
  const article = `- Example 1

    > Access to XMLHttpRequest at 'https://login.microsoftonline.com/tenant_id/oauth2/v2.0/authorize?client_id=&redirect_uri=signin-oidc&response_type=id_token&scope=openid%20profile&response_mode=form_post&nonce=6370sdfj&state=sdfsdfds-sdfsdfsdf-sd-sdfsdf-T3qwNWW2jRHM&x-client-SKU=ID_NETSTANDARD2_0&x-client-ver=5.5.0.0' (redirected from 'xxx') from origin 'yyyy' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.

    The URL starting with \`https://login.microsoftonline.com/\` indicates that you might have an Azure Active Directory B2C scenario.
- Example 2

    > Access to fetch at 'https://contosob2c.b2clogin.com/tfp/tenant_id/b2c_1_v2_susi_defaultpage/v2.0/.well-known/openid-configuration' from origin 'http://localhost:4200' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.
- Example 3

    > CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present.

> [!NOTE]
>
> - If the error doesn't originate from Microsoft Entra ID, it looks like "Access to XMLHttpRequest at \`https://app.contoso.com\`."
`

  test('each is read, and nothing else', async () => {
    const found = await read(article)
    expect(found.messages.map(({ message, at }) => ({ message, line: at.line }))).toMatchObject([
      {
        line: 3,
        message: {
          says: 'blocked',
          engine: 'chromium',
          corsError: { name: 'MissingAllowOriginHeader' },
          redirectedFrom: 'xxx',
          origin: 'yyyy',
          api: 'XMLHttpRequest',
        },
      },
      {
        line: 8,
        message: {
          says: 'blocked',
          corsError: { name: 'MissingAllowOriginHeader' },
          url: 'https://contosob2c.b2clogin.com/tfp/tenant_id/b2c_1_v2_susi_defaultpage/v2.0/.well-known/openid-configuration',
          origin: 'http://localhost:4200',
        },
      },
      { line: 11, message: { says: 'blocked', corsError: { name: 'PreflightMissingAllowOriginHeader' } } },
    ])
    expect(found).toMatchObject({ entries: [], tokens: [], logLines: [], problems: [] })
  })

  test.each([40, 72, 80, 100, 132])(
    'each is read when mail has wrapped them at %i columns',
    async (columns) => {
      const wrapped = article
        .split('\n')
        .flatMap((line) => line.trim().match(new RegExp(`.{1,${columns}}(?: |$)|\\S+`, 'g')) ?? [''])
        .map((line) => `> ${line}`)
        .join('\r\n')
      expect(said(await read(wrapped))).toEqual([
        'MissingAllowOriginHeader',
        'MissingAllowOriginHeader',
        'PreflightMissingAllowOriginHeader',
      ])
    },
  )

  test.each([80, 100])('each is read when a terminal has cut them at %i columns', async (columns) => {
    const cut = article.replaceAll(new RegExp(`.{1,${columns}}`, 'g'), '$&\n')
    expect(said(await read(cut))).toEqual([
      'MissingAllowOriginHeader',
      'MissingAllowOriginHeader',
      'PreflightMissingAllowOriginHeader',
    ])
  })
})

describe('console lines', () => {
  test.each([
    ['a file and a line before it', `app.js:12 ${missing}`],
    ['the page before it', `(index):1 ${missing}`],
    ['a time before it', `12:03:44.120 ${missing}`],
    ['an uncaught promise before it', `Uncaught (in promise) ${missing}`],
    ['mail’s quoting', `>> > ${missing}`],
    ['a comment’s mark', `# ${missing}`],
    ['curly quotes', missing.replaceAll("'", '’')],
    ['unbreakable blanks', missing.replaceAll(' ', '\u00A0')],
    ['zero-width characters', missing.replaceAll('/', '/\u200B')],
    ['escaped quotes', missing.replaceAll("'", String.raw`\u0027`)],
    ['escaped quotes of a shell', missing.replaceAll("'", String.raw`'\''`)],
    ['HTML’s quotes', missing.replaceAll("'", '&#39;')],
    ['colours', `\u001B[31m${missing}\u001B[0m`],
    ['a byte order mark', `\uFEFF${missing}`],
    ['a JSON log record', JSON.stringify({ level: 50, msg: missing })],
    ['Docker around a JSON log record', JSON.stringify({ log: `${JSON.stringify({ msg: missing })}\n` })],
    ['a record of which only a part is JSON', `{"time": 1} ${JSON.stringify(missing)}`],
  ])('are read with %s', async (_, line) => {
    const { messages } = await read(`something before\n${line}\nsomething behind\n`)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatchObject({
      at: { input: 'pasted.txt', line: 2, offset: 17 },
      message: { says: 'blocked', corsError: { name: 'MissingAllowOriginHeader' }, url: api, origin: app },
    })
  })

  test('two messages that follow each other stay two', async () => {
    const second = missing.replace('contacts', 'orders')
    const { messages } = await read(`${missing}\n${second}\n`)
    expect(messages.map(({ message }) => message.url)).toEqual([api, 'https://api.example.com/orders'])
  })

  test('a message whose reason never comes is read as a failure only', async () => {
    const begun = missing.slice(0, missing.indexOf('No '))
    expect(said(await read(`${begun}\n\nother text\n`))).toEqual(['failed'])
  })

  test.each(['…', '...', '…)'])(
    'a reason that was cut off with %s is known where no other begins like it',
    async (end) => {
      const shortened =
        `Access to fetch at 'https://login.microsoftonline.com/…/authorize?…' (redirected from '${api}')\n` +
        `from origin '${app}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header ${end}`
      const { messages } = await read(`\`\`\`text\n${shortened}\n\`\`\`\n`)
      expect(messages.map(({ message }) => message)).toMatchObject([
        { says: 'blocked', code: 'cors/missing-allow-origin', redirectedFrom: api, origin: app },
      ])
      expect(
        said(await read(shortened.replace(/No .*/, `The 'Access-Control-Allow-Origin' header ${end}`))),
      ).toEqual(['failed'])
    },
  )

  test('Chromium’s other lines about the same failure are not told again', async () => {
    const lines = [
      missing,
      `GET ${api} net::ERR_FAILED 200 (OK)`,
      'Uncaught (in promise) TypeError: Failed to fetch',
    ]
    expect(said(await read(lines.join('\n')))).toEqual(['MissingAllowOriginHeader'])
  })

  test('Firefox’s general lines behind a reason are left out, those of another URL are not', async () => {
    const blocked = (url: string, reason: string): string =>
      `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. (Reason: ${reason}`
    const general = 'CORS request did not succeed). Status code: (null).'
    const found = await read(
      [
        blocked(api, 'CORS preflight response did not succeed). Status code: 405.'),
        blocked(api, general),
        blocked(api, general),
        blocked('https://other.example.com/', general),
      ].join('\n'),
    )
    expect(found.messages.map(({ message }) => [message.says, message.url])).toEqual([
      ['blocked', api],
      ['not-cors', 'https://other.example.com/'],
    ])
    expect(found.messages[0]?.message).toMatchObject({ status: 405 })
  })

  test('WebKit’s three lines are one message, with the second line’s URL', async () => {
    const reason = `Origin ${app} is not allowed by Access-Control-Allow-Origin. Status code: 200`
    const { messages } = await read(
      [
        `[Error] ${reason}`,
        `[Error] Fetch API cannot load ${api} due to access control checks.`,
        `[Error] Failed to load resource: ${reason}`,
        '[Error] Unhandled Promise Rejection: TypeError: Load failed',
      ].join('\n'),
    )
    expect(messages).toHaveLength(1)
    expect(messages[0]?.message).toMatchObject({
      says: 'blocked',
      engine: 'webkit',
      code: 'cors/origin-not-allowed',
      url: api,
      origin: app,
      status: 200,
    })
  })

  test('WebKit’s reason that does not name the page gets the second line’s URL too', async () => {
    const reason = 'Preflight response is not successful. Status code: 401'
    const { messages } = await read(
      [
        `[Error] ${reason}`,
        `[Error] Fetch API cannot load ${api} due to access control checks.`,
        `[Error] Failed to load resource: ${reason} (contacts, line 0)`,
      ].join('\n'),
    )
    expect(messages).toHaveLength(1)
    expect(messages[0]?.message).toMatchObject({ code: 'cors/preflight-status', url: api, status: 401 })
  })

  test.each([
    `> Access to fetch at\n> '${api}' from\n> origin '${app}' has been\n> blocked by CORS policy: No 'Access-Control-Allow-Origin'\n> header is present on the requested resource.`,
    `Access to fetch at '${api}' from origin '${app}' has been blocked by\nCORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
  ])('a message that is wrapped before “CORS policy” keeps its URL: %j', async (wrapped) => {
    const { messages } = await read(wrapped)
    expect(messages.map(({ message }) => message.url)).toEqual([api])
  })

  test('WebKit’s status is found in the next line', async () => {
    const { messages } = await read(
      `Origin ${app} is not allowed by Access-Control-Allow-Origin.\nStatus code: 404\n`,
    )
    expect(messages[0]?.message).toMatchObject({ status: 404 })
  })

  test('no token stands in the text of a message', async () => {
    const line = missing.replace(api, `${api}?access_token=${token}`)
    const { messages } = await read(line)
    expect(messages[0]?.text).toContain('[token]')
    expect(messages[0]?.text).not.toContain('eyJ')
  })
})

describe('log lines', () => {
  const audience =
    "IDX10214: Audience validation failed. Audiences: 'https://graph.microsoft.com'. Did not match: validationParameters.ValidAudience: 'api://contacts'."

  test.each([
    ['plain text', `info: Microsoft.AspNetCore.Authentication[1] ${audience}`],
    ['pino', JSON.stringify({ level: 50, time: 1, err: { type: 'Error', message: audience } })],
    [
      'Serilog',
      JSON.stringify({
        '@t': '2026-11-20T10:00:00Z',
        '@mt': 'Failed',
        '@x': `System.Exception: ${audience}\n   at A.B()`,
      }),
    ],
    [
      'Application Insights',
      JSON.stringify({ itemType: 'exception', details: [{ message: audience, rawStack: 'x' }] }),
    ],
    ['Docker', JSON.stringify({ log: `${audience}\n`, stream: 'stderr' })],
  ])('are read in %s', async (_, line) => {
    const { logLines, messages } = await read(`started\n${line}\nstopped\n`)
    expect(logLines).toHaveLength(1)
    expect(logLines[0]).toMatchObject({
      at: { input: 'pasted.txt', line: 2, offset: 8 },
      error: {
        code: 'IDX10214',
        problem: 'token/audience',
        values: { audience: 'https://graph.microsoft.com', expectedAudience: 'api://contacts' },
      } satisfies Partial<KnownError>,
    })
    expect(messages).toEqual([])
  })

  test('an error that goes over several lines is one, with the values of all', async () => {
    const { logLines } = await read(
      [
        "2026-11-20 10:00:00 ERROR AADSTS50011: The redirect URI 'https://app.example.com/cb'",
        "specified in the request does not match those configured for the application 'aaaa'.",
        'Trace ID: 1111',
        'Correlation ID: 2222',
        '2026-11-20 10:00:01 INFO going on with IDX10223: expired',
      ].join('\n'),
    )
    expect(logLines.map(({ error, at }) => [error.code, at.line, error.values])).toEqual([
      [
        'AADSTS50011',
        1,
        {
          redirectUri: 'https://app.example.com/cb',
          application: 'aaaa',
          traceId: '1111',
          correlationId: '2222',
        },
      ],
      ['IDX10223', 5, {}],
    ])
  })

  test('a line of a console that names a known error is told once, as the error', async () => {
    const found = await read(
      'BrowserAuthError: post_request_failed: Network request failed: TypeError: Failed to fetch',
    )
    expect(named(found)).toEqual(['post_request_failed'])
    expect(found.messages).toEqual([])
  })

  test('a line that belongs to a console message is no log line', async () => {
    const line = missing.replace(api, `${api}?error=login_required`)
    const found = await read(line)
    expect(found.messages).toHaveLength(1)
    expect(found.logLines).toEqual([])
  })

  test('no token stands in the text of a log line', async () => {
    const { logLines } = await read(`IDX14100: not well formed: ${token}`)
    expect(logLines[0]?.text).toBe('IDX14100: not well formed: [token]')
  })
})

describe('tokens', () => {
  const where = (found: Read): unknown[] => found.tokens.map((each) => each.where)
  const audiences = ({ tokens }: Read): unknown[] =>
    tokens.map((each) => ('claims' in each.token ? each.token.claims['aud'] : each.token.code))

  test.each([
    ['alone', token],
    ['alone with a line end', `\n${token}\n\n`],
    ['in quotes', `"${token}"`],
    ['behind its scheme', `Bearer ${token}`],
    ['wrapped', token.replaceAll(/.{60}/g, '$&\n')],
    ['wrapped by mail', token.replaceAll(/.{72}/g, '$&\r\n> ')],
  ])('are what the person asks about when they are the whole input: %s', async (_, input) => {
    const found = await read(input)
    expect(where(found)).toEqual(['pasted'])
    expect(audiences(found)).toEqual(['api://contacts'])
    expect(found.problems).toEqual([])
  })

  test.each([
    ['an Authorization header', `Accept: */*\nAuthorization: Bearer ${token}\n`, 'request header'],
    ['curl', `curl '${api}' -H 'authorization: Bearer ${token}' --compressed`, 'request header'],
    ['JSON', JSON.stringify({ authorization: `Bearer ${token}` }, null, 2), 'request header'],
    ['a log that cuts the signature', `token ${token.slice(0, -4)}...`, 'log'],
    ['a log line', `2026-11-20 validating ${token} failed`, 'log'],
    ['a URL', `GET /cb#id_token=${token}&state=1`, 'url'],
  ])('are found in %s', async (_, input, place) => {
    const found = await read(input)
    expect(where(found)).toEqual([place])
    expect(audiences(found)).toEqual(['api://contacts'])
  })

  test('are told once, however often they stand there', async () => {
    expect(audiences(await read(`${token}\n${token}\nBearer ${token}\n`))).toEqual(['api://contacts'])
  })

  test('that stand below each other stay apart', async () => {
    expect(audiences(await read(`${token}\n${jwt({ aud: 'b' })}\n`))).toEqual(['api://contacts', 'b'])
  })

  test.each(['undefined', 'null', '[object Object]', `Bearer ${token}`])(
    'Bearer %s is malformed',
    async (value) => {
      const { tokens } = await read(`Authorization: Bearer ${value}`)
      expect(tokens[0]).toMatchObject({ where: 'request header', token: { code: 'token/malformed' } })
    },
  )

  test.each([
    'Authorization: Bearer eyJ0…',
    'Authorization: Bearer eyJhbGciOi...',
    'Authorization: Bearer {{token}}',
    'Authorization: Bearer <your token>',
    'Authorization: Bearer $TOKEN',
    'WWW-Authenticate: Bearer error="invalid_token"',
    'a bearer of bad news',
    `cut ${token.slice(0, 60)}`,
    'eyJ.eyJ.eyJ',
  ])('%s is none', async (line) => {
    const { tokens } = await read(`before\n${line}\nafter`)
    expect(tokens).toEqual([])
  })
})

describe('HTTP messages', () => {
  const block = `GET /contacts?page=2 HTTP/1.1
Host: api.example.com
Origin: ${app}
Authorization: Bearer ${token}

HTTP/1.1 302 Found
Location: https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=1
Date: Tue, 24 Nov 2020 19:08:05 GMT
Content-Length: 0
`

  test('a request with its answer is an entry, and its token belongs to it', async () => {
    const { entries, tokens } = await read(block)
    expect(entries).toEqual([
      {
        at: { input: 'pasted.txt', line: 1, offset: 0 },
        startedAt: Date.UTC(2020, 10, 24, 19, 8, 5),
        request: {
          method: 'GET',
          url: 'https://api.example.com/contacts?page=2',
          headers: ['Host', 'api.example.com', 'Origin', app, 'Authorization', `Bearer ${token}`],
        },
        response: {
          status: 302,
          statusText: 'Found',
          headers: [
            'Location',
            'https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=1',
            'Date',
            'Tue, 24 Nov 2020 19:08:05 GMT',
            'Content-Length',
            '0',
          ],
        },
      },
    ])
    expect(tokens).toMatchObject([{ where: 'request header', entry: entries[0] }])
  })

  test.each([
    [
      'curl -v',
      block.replaceAll(/^(?=GET|Host|Origin|Auth)/gm, '> ').replaceAll(/^(?=HTTP|Loc|Date|Content)/gm, '< '),
    ],
    [
      'Markdown',
      `Request:\n\n\`\`\`http\n${block.replace('\n\nHTTP', '\n```\n\nResponse:\n\n```http\nHTTP')}\`\`\`\n`,
    ],
    ['HTTP/2', block.replaceAll('HTTP/1.1', 'HTTP/2')],
    ['a loopback host', block.replace('api.example.com', 'localhost:5000')],
    ['an absolute target', block.replace('GET /', `GET ${app}/`)],
  ])('are read as %s writes them', async (_, input) => {
    const { entries } = await read(input)
    expect(entries.map((entry) => [new URL(entry.request.url).pathname, entry.response?.status])).toEqual([
      ['/contacts', 302],
    ])
  })

  test.each([
    ['an answer alone', block.slice(block.indexOf('HTTP/1.1 302'))],
    ['a request without a host', 'GET /contacts HTTP/1.1\nAccept: */*\n'],
    ['a line of an access log', '10.0.0.1 - - "GET /contacts HTTP/1.1" 200 12'],
  ])('%s is no entry', async (_, input) => {
    expect((await read(input)).entries).toEqual([])
  })
})

test('a text in which nothing is known says so', async () => {
  const { problems } = await read('it does not work\n')
  expect(problems).toEqual([
    { code: 'capture/not-recognised', detail: expect.stringContaining('Paste the whole message') },
  ])
})

describe('recognises', () => {
  test.each([
    ['a console line', missing],
    ['a token', token],
    ['other languages', 'Das Ergebnis wäre größer: 結果'],
    ['colours', '\u001B[31mred\u001B[0m'],
    ['Latin-1 here and there', Buffer.from('fa\u00E7ade and more of the text around it', 'latin1')],
    ['a character cut at the end', Buffer.from('text ä').subarray(0, 6)],
  ])('%s', (_, input) => {
    expect(text.recognises(Buffer.from(input))).toBe(true)
  })

  test.each([
    ['nothing', ''],
    ['blanks', ' \n\t\n'],
    ['an archive', Buffer.from([0x50, 0x4b, 3, 4, 0x14, 0, 0, 0])],
    ['random bytes', Buffer.from(Array.from({ length: 300 }, (_, index) => 1 + ((index * 89) % 255)))],
  ])('not %s', (_, input) => {
    expect(text.recognises(Buffer.from(input))).toBe(false)
  })
})

describe('for any text', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      missing,
      missing.slice(0, 90),
      missing.slice(90),
      token,
      token.slice(0, 70),
      'Authorization: Bearer ',
      'IDX10223: ',
      'AADSTS50011: The redirect URI ',
      'GET / HTTP/1.1\nHost: a\n',
      'HTTP/1.1 302 Found\n',
      '{"a":"',
      '"}',
      '\n',
      '\r\n',
      '> ',
      'ä€😀',
    ),
  )
  const texts = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''))

  test('nothing is thrown, and chunks of any size give the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        async (input, sizes) => {
          expect(await read(input, sizes)).toEqual(await read(input))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('nothing is thrown for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
        await read(bytes)
      }),
    )
  })

  test('no text that comes out holds a token', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (input) => {
        const { messages, logLines } = await read(input)
        for (const each of [...messages, ...logLines]) expect(each.text).not.toContain('eyJ')
      }),
    )
  })
})

describe('hostile texts are read to their end', () => {
  test.each([
    ['one long line', "Access to fetch at '"],
    ['a message that never ends', `Access to fetch at '${api}'\n`],
    ['lines that continue a message', 'x Access-Control-Allow-Origin y\n'],
    ['starts of tokens', 'eyJ'],
    ['bearers', 'bearer bearer authorization: '],
    ['cut tokens', `${'eyJ'.repeat(20)}\n`],
    ['quoting marks', '> # > # '],
    ['open objects', '{"a":'],
    ['escapes', String.raw`\u0027`],
    ['header lines', 'GET / HTTP/1.1\nA: b\n'],
    ['an error in each line', 'IDX10205: Issuer: \n'],
  ])('%s', async (_, piece) => {
    await read(piece.repeat(Math.ceil(1_000_000 / piece.length)))
  })

  test('deep JSON', async () => {
    const depth = 20_000
    await read(`{"a":${'['.repeat(depth)}"${missing}"${']'.repeat(depth)}}\n`)
  })

  test('a line longer than the cap is read in pieces, characters whole', async () => {
    const { messages } = await read(`${'ä€😀x'.repeat(20_000)} ${missing}`, [7919])
    expect(messages).toHaveLength(1)
    expect(messages[0]?.text).not.toContain('\uFFFD')
  })

  test('a secret that the cap halves is shown by neither piece', async () => {
    for (let kept = 0; kept < 40; kept += 1) {
      const before = `${'.'.repeat(64 * 1024 - kept - 6)} code=`
      const { logLines } = await read(
        `${before}s3cr3t-Value.Xyz_0987.s3cr3t-Value.Xyz_0987 AADSTS50011: no match`,
      )
      expect(logLines.map((line) => redact(line.text)).join('\n')).not.toMatch(/Val|Xyz|098/)
    }
  })
})
