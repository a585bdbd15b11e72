import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFolder, killAll, main, run, type Folder } from './clearway.ts'

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => {
  killAll()
  folder.remove()
})

const utf8 = { LANG: 'C.UTF-8' }
const secret = 's3cr3tValue0987'

const field = (name: string, value: string): object => ({ name, value })

/** As DevTools writes it: an API behind a proxy whose session has expired. */
const har = JSON.stringify({
  log: {
    version: '1.2',
    creator: { name: 'WebInspector', version: '537.36' },
    pages: [],
    entries: [
      {
        _resourceType: 'fetch',
        startedDateTime: '2026-11-20T10:00:00.000Z',
        request: {
          method: 'GET',
          url: 'https://api.example.com/contacts',
          headers: [
            field('Origin', 'https://contacts.example.com'),
            field('Sec-Fetch-Mode', 'cors'),
            field('Cookie', `sid=${secret}`),
          ],
        },
        response: {
          status: 302,
          statusText: 'Found',
          redirectURL: `https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&response_type=code&state=${secret}`,
          headers: [
            field(
              'Location',
              `https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&response_type=code&state=${secret}`,
            ),
            field('Access-Control-Allow-Origin', 'https://contacts.example.com'),
            field('Access-Control-Allow-Credentials', 'true'),
            field('Set-Cookie', `nonce=${secret}; Path=/`),
          ],
        },
      },
      {
        _resourceType: 'fetch',
        startedDateTime: '2026-11-20T10:00:00.100Z',
        request: {
          method: 'GET',
          url: `https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1&response_type=code&state=${secret}`,
          headers: [field('Origin', 'null'), field('Sec-Fetch-Mode', 'cors')],
        },
        response: {
          status: 200,
          statusText: 'OK',
          headers: [field('Content-Type', 'text/html')],
          _error: 'net::ERR_FAILED',
        },
      },
    ],
  },
})

const consoleLine =
  "Access to fetch at 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1' (redirected from 'https://api.example.com/contacts') from origin 'https://contacts.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n"

describe('a capture of an expired session', () => {
  test('is explained for a terminal, and ends with 1', async () => {
    const { code, stdout, stderr } = await run(['doctor', folder.write('a.har', har)], utf8)
    expect([code, stderr]).toEqual([1, ''])
    expect(stdout.replaceAll(folder.path, '.')).toMatchSnapshot()
    expect(stdout).toContain('session/redirected-to-sign-in')
    expect(stdout).toMatch(/✗ {2}GET https:\/\/login\.microsoftonline\.com/)
  })

  test.each(['text', 'json', 'markdown', 'html', 'sarif'])('shows no secret as %s', async (format) => {
    const { code, stdout } = await run(
      ['doctor', folder.write('a.har', har), '--format', format, '--all-fixes'],
      utf8,
    )
    expect(code).toBe(1)
    expect(stdout).toContain('session/redirected-to-sign-in')
    expect(stdout).not.toContain(secret)
  })

  test('has the contract’s shape as JSON', async () => {
    const { stdout } = await run(['doctor', '--format', 'json', folder.write('a.har', har)])
    const report = JSON.parse(stdout) as { schema: string; inputs: { kind: string; exchanges: number }[] }
    expect(Object.keys(report)).toEqual(['schema', 'inputs', 'findings', 'notChecked'])
    expect(report.schema).toBe('clearway.report/1')
    expect(report.inputs).toMatchObject([{ kind: 'har', exchanges: 2 }])
  })

  test('is joined with a console line from standard input', async () => {
    const { code, stdout } = await run(['doctor', folder.write('a.har', har), '-'], utf8, consoleLine)
    expect(code).toBe(1)
    expect(stdout).toContain('standard input, line 1')
    expect(stdout.match(/^ERROR /gm)).toHaveLength(1)
  })
})

test('a console line alone is enough', async () => {
  const { code, stdout } = await run(['doctor', '-'], utf8, consoleLine)
  expect(code).toBe(1)
  expect(stdout).toMatchSnapshot()
})

test('the file’s ending tells the format; standard output stays empty', async () => {
  const output = join(folder.path, 'report.html')
  const { code, stdout } = await run(['doctor', '-', '--output', output], {}, consoleLine)
  expect([code, stdout]).toEqual([1, ''])
  expect(readFileSync(output, 'utf8')).toMatch(/^<!doctype html>/)
})

test('a reader that has seen enough, as head has, is no error', async () => {
  const lines = Array.from({ length: 150 }, (_, at) => consoleLine.replace('//api.', `//api-${at}.`))
  const file = folder.write('many.txt', lines.join(''))
  const command = `node ${JSON.stringify(main)} doctor ${JSON.stringify(file)} --all-fixes | head -n 1`
  const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout.split('\n')).toHaveLength(2)
})

test.each(['pdf', 'docx', 'json.gz'])(
  'an output ending in .%s is refused: no format has it',
  async (ending) => {
    const output = join(folder.path, `report.${ending}`)
    const { code, stdout, stderr } = await run(['doctor', '-', '--output', output], {}, consoleLine)
    expect([code, stdout, existsSync(output)]).toEqual([2, '', false])
    expect(stderr).toContain(`no format is known by the ending .${ending.split('.').at(-1)}`)
    expect(stderr).toContain('.txt, .json, .md, .html, .htm, .sarif')
  },
)

test.each<[string, readonly string[]]>([
  ['r.pdf', ['--format', 'markdown']],
  ['r', []],
  ['r.txt', []],
])('an output %s with %j is written', async (name, more) => {
  const output = join(folder.path, name)
  const { code } = await run(['doctor', '-', '--output', output, ...more], {}, consoleLine)
  expect([code, readFileSync(output, 'utf8').startsWith('# ')]).toEqual([1, more.length > 0])
})

test.each([
  ['Cookie: a=b', 'no page can set cookie, browsers leave it out', '--with-credentials'],
  ['Origin: https://a.example', 'no page can set origin', '--origin'],
  ['Sec-Fetch-Mode: cors', 'no page can set sec-fetch-mode', 'Leave it out'],
  ['X-HTTP-Method-Override: TRACE', 'no page can set x-http-method-override', 'Leave it out'],
  ['X-Page: \u{1F600}', 'characters that no header may have', ''],
])('a probe with the header %s is refused before anything is sent', async (header, why, instead) => {
  const url = 'http://127.0.0.1:9/contacts'
  const probe = ['doctor', '--probe', url, '--origin', 'https://app.example.com']
  const { code, stdout, stderr } = await run([...probe, '--header', header])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(why)
  expect(stderr).toContain(instead)
})

test('a file that cannot be written ends it with 2', async () => {
  const { code, stdout, stderr } = await run(
    ['doctor', '-', '--output', join(folder.path, 'none/x.json')],
    {},
    consoleLine,
  )
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/none\/x\.json cannot be written: there is no such folder\n$/)
})

test.each([
  ['no such file', '/there/is/none.har', undefined],
  ['binary', '-', Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)],
  ['empty', '-', new Uint8Array()],
])('an input that cannot be read ends it with 2, and the report says why: %s', async (_what, name, input) => {
  const { code, stdout } = await run(['doctor', name, '--format', 'json'], {}, input)
  expect(code).toBe(2)
  const { inputs } = JSON.parse(stdout) as { inputs: { problems: { code: string }[] }[] }
  expect(inputs[0]?.problems[0]?.code).toMatch(/^capture\//)
})

test('what can be read is read beside what cannot', async () => {
  const { code, stdout } = await run(['doctor', '/there/is/none.har', '-'], utf8, consoleLine)
  expect(code).toBe(1)
  expect(stdout).toContain('/there/is/none.har')
})

test('colour only where it is wanted', async () => {
  const escape = String.fromCodePoint(27)
  expect((await run(['doctor', '-'], utf8, consoleLine)).stdout).not.toContain(escape)
  expect((await run(['doctor', '-'], { ...utf8, FORCE_COLOR: '1' }, consoleLine)).stdout).toContain(
    `${escape}[31m`,
  )
  const no = { ...utf8, FORCE_COLOR: '1', NO_COLOR: '1' }
  expect((await run(['doctor', '-'], no, consoleLine)).stdout).not.toContain(escape)
})
