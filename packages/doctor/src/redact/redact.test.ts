import { array, assert, constantFrom, property, string, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact, redactField } from './redact.ts'

const secret = 's3cr3t-Value.Xyz_0987~q'

/** A text in which `§` stands for the secret, and what remains of it. */
const cases: Readonly<Record<string, readonly (readonly [text: string, redacted: string])[]>> = {
  'in queries, fragments and forms': [
    ['https://a.test/cb?code=§&state=§', 'https://a.test/cb?code=[redacted]&state=[redacted]'],
    ['https://a.test/cb#id_token=§&x=1', 'https://a.test/cb#id_token=[redacted]&x=1'],
    [
      'grant_type=password&password=§&client_secret=§',
      'grant_type=password&password=[redacted]&client_secret=[redacted]',
    ],
    ['client_assertion=§&client_assertion_type=urn', 'client_assertion=[redacted]&client_assertion_type=urn'],
    ['refresh_token=§', 'refresh_token=[redacted]'],
    ['SAMLResponse=§&RelayState=§', 'SAMLResponse=[redacted]&RelayState=[redacted]'],
    [
      'https://x.blob.test/a?sv=2024-01-01&se=2026&sig=§',
      'https://x.blob.test/a?sv=2024-01-01&se=2026&sig=[redacted]',
    ],
    ['https://a.test/api?key=§&q=1', 'https://a.test/api?key=[redacted]&q=1'],
    ['nonce=§; nonce=abc', 'nonce=[redacted]; nonce=abc'],
    ['code_verifier=§&code_challenge=abc', 'code_verifier=[redacted]&code_challenge=abc'],
    ['&amp;code=§&amp;x', '&amp;code=[redacted]&amp;x'],
    ['state=Qx7k9…', 'state=[redacted]'],
  ],
  'percent-encoded, at any depth': [
    [
      'n=https%3A%2F%2Fa.test%3Fcode%3D§%26x%3D1&y=2',
      'n=https%3A%2F%2Fa.test%3Fcode%3D[redacted]%26x%3D1&y=2',
    ],
    ['n=a%253Faccess_token%253D§%2526x%253D1', 'n=a%253Faccess_token%253D[redacted]%2526x%253D1'],
    [
      'b=%7B%22id_token%22%3A%22§%22%2C%22x%22%3A1%7D',
      'b=%7B%22id_token%22%3A%22[redacted]%22%2C%22x%22%3A1%7D',
    ],
    ['n=https%3A%2F%2Fada%3A§%40a.test%2F', 'n=https%3A%2F%2F[redacted]%40a.test%2F'],
  ],
  'in JSON, and JSON inside JSON': [
    ['{"access_token":"§","expires_in":3599}', '{"access_token":"[redacted]","expires_in":3599}'],
    ['{ "clientSecret" : "§" }', '{ "clientSecret" : "[redacted]" }'],
    ['{"password":"a\\"§"}', '{"password":"[redacted]"}'],
    [
      String.raw`"{\"refresh_token\":\"§\",\"a\":1}"`,
      String.raw`"{\"refresh_token\":\"[redacted]\",\"a\":1}"`,
    ],
    [String.raw`\u0026code=§\u0026x=1`, String.raw`\u0026code=[redacted]\u0026x=1`],
    ['{"name":"Cookie","value":"sid=§"}', '{"name":"Cookie","value":"sid=[redacted]"}'],
    ['{"authorization":"Bearer §"}', '{"authorization":"Bearer [redacted]"}'],
    ['{"access_token":"§', '{"access_token":"[redacted]'],
  ],
  'in header lines': [
    ['Authorization: Bearer §\r\nHost: a.test', 'Authorization: Bearer [redacted]\r\nHost: a.test'],
    ['authorization: Basic §', 'authorization: Basic [redacted]'],
    ['Authorization: §', 'Authorization: [redacted]'],
    ['Proxy-Authorization: Digest username="u", response="§"', 'Proxy-Authorization: Digest [redacted]'],
    ['Cookie: a=§; b=§\nX: 1', 'Cookie: a=[redacted]; b=[redacted]\nX: 1'],
    [
      'Set-Cookie: sid=§; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=§; HttpOnly; SameSite=Lax',
      'Set-Cookie: sid=[redacted]; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT, b=[redacted]; HttpOnly; SameSite=Lax',
    ],
    ['X-Api-Key: § §', 'X-Api-Key: [redacted]'],
    ['Ocp-Apim-Subscription-Key: §', 'Ocp-Apim-Subscription-Key: [redacted]'],
    [
      String.raw`GET /\r\nAuthorization: Bearer §\r\nHost: a`,
      String.raw`GET /\r\nAuthorization: Bearer [redacted]\r\nHost: a`,
    ],
    [
      "curl -H 'Authorization: Bearer §' https://a.test",
      "curl -H 'Authorization: Bearer [redacted]' https://a.test",
    ],
  ],
  'in forms and multipart bodies': [
    ['<input type="hidden" name="code" value="§"/>', '<input type="hidden" name="code" value="[redacted]"/>'],
    ['name="password"\r\n\r\n§\r\n--x', 'name="password"\r\n\r\n[redacted]\r\n--x'],
  ],
  'in URLs as user name and password': [
    ['https://ada:§@a.test/x', 'https://[redacted]@a.test/x'],
    ['wss://§@a.test', 'wss://[redacted]@a.test'],
  ],
  'in sentences, of which the rest stays': [
    ['It sent Authorization: Bearer § and got 401.', 'It sent Authorization: Bearer [redacted] and got 401.'],
    ['The token “Bearer §” is unknown.', 'The token “Bearer [redacted]” is unknown.'],
    ['(code=§).', '(code=[redacted]).'],
  ],
}

for (const [where, texts] of Object.entries(cases)) {
  describe(`secrets ${where}`, () => {
    test.each(texts)('%s', (text, redacted) => {
      expect(redact(text.replaceAll('§', secret))).toBe(redacted)
    })
  })
}

describe('a secret that was cut is still one, wherever the cut fell', () => {
  const texts = [...new Set(Object.values(cases).flatMap((rows) => rows.map(([text]) => text)))]
    // Of a cut address nobody can tell a user's name from a host's.
    .filter((text) => text !== 'wss://§@a.test')
    .concat('{"code":"§"}', '{"assertion":"§"}', 'the token: §', 'got 0.AXo§')

  test.each(texts)('%s', (text) => {
    const whole = text.replaceAll('§', secret)
    for (let length = whole.indexOf(secret); length < whole.length; length += 1) {
      const redacted = redact(`${whole.slice(0, length)}…`)
      expect(/s3cr3t-V|Value.Xy|z_0987/.exec(redacted) && redacted).toBeNull()
    }
  })
})

describe('tokens are known by their shape', () => {
  const header = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9'
  const payload = 'eyJhdWQiOiJhcGk6Ly9jb250YWN0cyJ9'

  test.each([
    ['a whole JWT', `${header}.${payload}.c2lnbmF0dXJl-_x`],
    ['one without its signature', `${header}.${payload}.`],
    ['one that was cut', `${header}.eyJhd…`],
    ['one cut in its header', 'eyJ0eX'],
    ['a payload alone', `${payload}.c2lnbmF0dXJl`],
    ['an encrypted one', `${header}.a.b.c.d`],
  ])('%s', (_what, token) => {
    expect(redact(`the token ${token}, as it came`)).toBe('the token [token], as it came')
  })

  test.each([
    ['a code or refresh token of Entra', '0.AXoAbcDEFghiJKLmno1234567890.AgABAAEAAAD'],
    ['a cookie of ASP.NET Core', 'CfDJ8AbCdEfGhIjKlMn'],
    ['a SAML response', 'PHNhbWxwOlJlc3BvbnNlIHhtbG5z'],
  ])('%s', (_what, token) => {
    expect(redact(`got ${token} back`)).toBe('got [token] back')
  })

  test('a private key', () => {
    expect(redact('-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nend')).toBe(
      '[redacted]\nend',
    )
  })
})

/** Found by attacking the redaction: each line showed its secret once. */
const found: Readonly<Record<string, readonly string[]>> = {
  'in headers of other spellings': [
    'Cookie: a=§;\r\n b=§\r\nHost: a',
    'Cookie: a=§;\n\tb=§\nHost: a',
    'Authorization: Bearer\r\n §\r\nHost: a',
    'Sec-WebSocket-Protocol: bearer, §',
    'Sec-WebSocket-Protocol: access_token, §',
    '"set-cookie":["a=§; Path=/","b=§"]',
    "document.cookie = 'a=§; path=/'",
    'Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.§, v4.channel.k8s.io',
    '{"Cookie":[{"key":"sid","value":"§"}]}',
    'X-Vault-Token: §',
    'private-token: §',
    'x-auth: §',
    'x-jwt-assertion: §',
    'CF_Authorization=§',
    'x-forwarded-authorization: Bearer §',
    'X-RequestDigest: §',
    'x-forwarded-client-cert: §',
  ],
  'behind keys of other spellings': [
    'https://a.test/?tokens[]=§&x=1',
    'https://a.test/?tokens%5B%5D=§',
    'https://a.test/?auth[token]=§',
    'https://a.test/?%63ode=§',
    'https://a.test/?acc%65ss_token=§',
    String.raw`{"\u0061ccess_token":"§"}`,
    String.raw`code\u003d§\u0026x=1`,
    String.raw`code\x3d§`,
    '{"code"\n:\n"§"}',
    '{ "access_token" :\n"§" }',
    '{"access_token":["§"]}',
    '{"tokens":["§"]}',
    '{"tokens":["a","§"]}',
    '{"token":{"value":"§"}}',
    '{"password":{"x":"§"}}',
    '{"secretText":"§"}',
    '["access_token","§"]',
    "Map(1) {'access_token' => '§'}",
    "setRequestHeader('x-api-key', '§')",
    'localStorage.setItem("access_token", "§")',
    'sessionStorage["token"] = "§"',
  ],
  'in HTML and XML': [
    '&quot;access_token&quot;:&quot;§&quot;,',
    '&#34;access_token&#34;:&#34;§&#34;',
    'code&#61;§',
    '<access_token>§</access_token>',
    '&lt;access_token&gt;§&lt;/access_token&gt;',
    '<wsse:Password Type="x">§</wsse:Password>',
    '<add key="ClientSecret" value="§" />',
    "<input name='code' type='hidden' value='§'>",
    '<meta name="csrf-token" content="§">',
    '<input type="hidden" value="§" name="code">',
    String.raw`<input value=\"§\" type=\"hidden\" name=\"id_token\">`,
  ],
  'in settings and commands': [
    'client_secret: |\n  §\ntenant: x',
    '--client-secret §',
    '--password=§',
    'curl -u user:§ https://a.test',
    "curl -b 'a=§; b=§' https://a.test",
  ],
  'in sentences': [
    '"code":"It came back with code=§ once"',
    '"state":"https://a.test/?access_token=§"',
    "AADSTS9002313: The value '§' of parameter 'code' is malformed",
    "the provided value for the input parameter 'client_secret' is '§'",
    'The token “§” is invalid',
    'Bearer "§"',
    "'Bearer ' + '§'",
    'invalid token §',
    'the client secret § is wrong',
    "authorization code '§' expired",
    'access_token -> §',
  ],
  'in letters that are shown as escapes': [
    String.raw`?password=p\u00e4§&x=1`,
    String.raw`?code=ab\u{200b}cdef§&x=1`,
  ],
}

for (const [where, texts] of Object.entries(found)) {
  test.each(texts)(`a secret ${where}: %s`, (text) => {
    const redacted = redact(text.replaceAll('§', secret))
    expect(redacted).not.toContain(secret)
    expect(redact(redacted)).toBe(redacted)
  })
}

test('a token that was wrapped is hidden to its end, and what follows stays', () => {
  const lines = [
    'eyJ0eXAiOiJKV1QiLCJhbGciOi',
    'JSUzI1NiJ9.eyJhdWQiOiJhcGk6',
    'Ly9jb250YWN0cyJ9.c2lnbmF0dXJl0',
  ]
  expect(redact(`${lines.join('\n')}\nend`)).toBe('[token]\nend')
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e'
  expect(redact(`${lines.join(' ')} ${id}`)).toBe(`[token] ${id}`)
})

test.each([
  ['a client secret of Entra', 'abc8Q~0123456789abcdefghijklmnopqrstuvw'],
  ['a key of Azure storage', `${'Ab0'.repeat(28)}Xy==`],
  ['PASETO', 'v4.local.QAxIpVe-ECVNI1z4xQbm_qQYomyT3h8FtV8bxkz8pBJW'],
  ['JSON in base64', 'ewogICJhY2Nlc3NfdG9rZW4iOiAieHl6IiwgIng6IjoxfQ=='],
  ['a JWT encoded once more', 'ZXlKMGVYQWlPaUpLVjFRaUxDSmhiR2NpT2lKU1V6STFOaUo5'],
])('%s is known by its shape', (_what, value) => {
  expect(redact(`got ${value} back`)).toMatch(/^got \[(?:token|redacted)\] back$/)
})

test.each([
  'the token "AbCdEfGh12345678XyZw": rejected',
  'Bearer AbCdEfGh12345678XyZw:12:3',
  'token x=AbCdEfGh12345678XyZw',
  'password hunter2hunter2hunter2@db.example.com',
  'the password correct-horse-battery-42 was wrong',
  '{"pass":"CorrectHorseBatteryStaple"}',
])('is hidden though it stands like what is none: %s', (text) => {
  expect(redact(text)).toMatch(/\[redacted\]/)
  expect(redact(text)).not.toMatch(/AbCd|hunter2|horse/i)
})

describe('what is no secret stays', () => {
  test.each([
    '{"error":{"code":"InvalidAuthenticationToken","message":"Access token has expired."}}',
    '{"error":{"code":"Authorization_IdentityNotFound"}}',
    '{"code":"auth/invalid-credential-2"}',
    'https://app.example.com/error?code=AADB2C90118',
    'scheme=Bearer status=401 traceId=0af7651916cd43dd8448eb211c80319c',
    'no token request_id=8f2c7a0e1f114a339a672a0d1a2b3c00',
    'token 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    '    at verifyToken (/srv/App2/dist/auth/verify.js:12:3)',
    '    at getToken (index-4f3a9b21.js:2:13511)',
    'Failed to get token (/contoso.onmicrosoft.com/oauth2/v2.0/token)',
    'Failed to get token (sts01.corp.contoso.com)',
    'no token for ada.lovelace1815@example.com, token ada.lovelace1815@example.com',
    '{"tokenType":"Bearer","tokenExpiry":"2026-11-21T09:00:00Z"}',
    'ada@example.com',
    'https://login.test/authorize?response_type=code%20id_token&scope=openid&login_hint=ada%40example.com',
    'Access-Control-Allow-Headers: Authorization, Content-Type, X-Api-Key',
    'Vary: Origin, Cookie',
    'WWW-Authenticate: Bearer realm="a", error="invalid_token", error_description="The audience is wrong"',
    'WWW-Authenticate: Bearer authorization_uri="https://login.test/common/oauth2/authorize"',
    '{"code":"session/redirected-to-sign-in","status":401}',
    '{"code":"ERR_BAD_REQUEST"}',
    'code: 404',
    'error code=50058',
    'AADSTS9002326: Cross-origin token redemption is permitted only for the Single-Page Application client-type.',
    'Authorization: Bearer undefined',
    'Authorization: Bearer null',
    'Authorization: Bearer',
    'Authorization: `Bearer ${token}`',
    'clientSecret: ${env:CLEARWAY_CLIENT_SECRET}',
    'state=abc',
    'Bearer tokens and Basic authentication',
    'oauth2AllowIdTokenImplicitFlow: true',
    "The secret ID for app 'cb6f0a4c-1111-2222-3333-444455556666' is wrong",
    'token 0f8fad5b-d9cb-469f-a165-70867728950e is unknown',
    'error code ERR_HTTP2_PROTOCOL_ERROR',
    'token expired 2026-11-21T04:00:00Z',
    '"Authorization", "Content-Type"',
    'SyntaxError: Unexpected token \'<\', "<!DOCTYPE " is not valid JSON',
    'Trace ID: 0f8fad5b-d9cb-469f-a165-70867728950e Correlation ID: 0f8fad5b-d9cb-469f-a165-70867728950e',
    '<code>https://a.test/x1</code>',
    '{"code":"Error 404 was not found here"}',
    "fetch(url, { credentials: 'include' })",
    "{ headers: { authorization: 'Bearer ' + accessToken } }",
    '{"key":{"kid":"1","use":"sig"},"code":["a","b"]}',
    '{"auth":{"clientId":"0f8fad5b-d9cb-469f-a165-70867728950e","knownAuthorities":["login.test"]}}',
    '{"state":{"user":"ada","count":17}}',
    "The value 'https://app.test/a1' of parameter 'redirect_uri' is not registered",
    '<input value="save1234567890123456" name="action">',
    "code: 'https://a.test/docs/17'",
    'tokenType: Bearer',
    'n=https%3A%2F%2Fa.test%3Fhint%3Dada%40example.com',
    '',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text)
  })
})

describe('a field whose name stands elsewhere', () => {
  test.each([
    ['Set-Cookie', `sid=${secret}; SameSite=Lax; Path=/`, 'sid=[redacted]; SameSite=Lax; Path=/'],
    ['cookie', `a=${secret}; b=${secret}`, 'a=[redacted]; b=[redacted]'],
    ['cookie', secret, '[redacted]'],
    ['authorization', `Bearer ${secret}`, 'Bearer [redacted]'],
    ['x-functions-key', secret, '[redacted]'],
    ['code', secret, '[redacted]'],
    ['location', `https://a.test/?code=${secret}`, 'https://a.test/?code=[redacted]'],
    ['authorization', '[not shown]', '[not shown]'],
    ['set-cookie', 'absent', 'absent'],
    ['exp', '1790000000', '1790000000'],
  ])('%s: %s', (name, value, redacted) => {
    expect(redactField(name, value)).toBe(redacted)
  })
})

const noise = string({
  unit: constantFrom(...'ab =:&;,"\'\\%{}[]<>./?#\n\r\t`-_@25D3A2F6J'.split('')),
  maxLength: 60,
})
const planted: readonly string[] = Object.values(cases).flatMap((texts) => texts.map(([text]) => text))

test('redacting twice changes nothing more, whatever the text', () => {
  assert(
    property(array(tuple(noise, constantFrom(...planted))), (parts) => {
      const once = redact(parts.map(([before, text]) => before + text.replaceAll('§', secret)).join('\n'))
      expect(redact(once)).toBe(once)
    }),
    { numRuns: 1000 },
  )
})

test('no secret comes out, whatever stands on the lines around it', () => {
  const random = string({
    unit: constantFrom(...'abcdefXYZ0123456789-_~.'.split('')),
    minLength: 16,
    maxLength: 40,
  }).map((text) => `q${text}7Z`)
  assert(
    property(random, constantFrom(...planted), noise, noise, (value, text, before, after) => {
      // A quote that is open on another line is another text's.
      const closed = (line: string): string => line.replaceAll(/["'`\\]|%22|%27/g, '')
      const whole = `${closed(before)}\n${text.replaceAll('§', value)}\n${closed(after)}`
      expect(redact(whole)).not.toContain(value)
    }),
    { numRuns: 3000 },
  )
})

test.each([
  'a',
  '%25',
  '//',
  '%2F',
  '\\',
  '"',
  'eyJ',
  'code=',
  'code%3D%22',
  'password: ',
  "'password:",
  '"access_token":"',
  'Cookie: a=b;',
  'Authorization: Bearer ',
  '-----BEGIN PRIVATE KEY-----',
  'code=. ',
  '0.AAAA',
  '\\nauthorization: ',
  'code:“a b ',
  '"code":"a b ',
  '&quot;code&quot;:&quot;',
  '<a ',
  '<code>',
  'password: [',
  'token ',
  'Bearer ,',
  '"code","value":1,',
  'name="code" a="b"',
  'client_secret:\n ',
  '%63%6F%64%65',
  '\\u0063',
  'eyJabcdefgh1 ijklmnopqrstuvwxyz012 ',
  '-u a:',
  'code[',
  'token:',
  'code:https://',
  'cookie: a=; ',
  '"tokens":[',
  ' value="a" ',
])('half a megabyte of %j is read in one pass', (piece) => {
  expect(typeof redact(piece.repeat(Math.ceil(500_000 / piece.length)))).toBe('string')
})

test('backslashes in a list are read in one pass', () => {
  expect(redact(`password:{${'\\'.repeat(500_000)}`)).toBe('password:[redacted]')
})

test('a long secret is hidden to its end, and a long sentence stays', () => {
  expect(redact(`token: ${secret.repeat(100)} end`)).toBe('token: [redacted] end')
  expect(redact(`{"key":"${secret.repeat(100)}","a":1}`)).toBe('{"key":"[redacted]","a":1}')
  const sentence = `{"code":"${'No key has that name. '.repeat(100)}"}`
  expect(redact(sentence)).toBe(sentence)
})
