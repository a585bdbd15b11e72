import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolder, killAll, run, type Folder } from './clearway.ts'

let folder: Folder
beforeEach(() => {
  folder = createFolder()
})
afterEach(() => {
  killAll()
  folder.remove()
})

const good = `\
listen: http://127.0.0.1:8080
identity:
  authority: https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0
  clientId: 00000000-0000-0000-0000-000000000000
  clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
sessions:
  idle: 8h
applications:
  - name: contacts
    segments:
      - external: https://contacts.example.com/
        internal: http://10.0.0.5:8080/
      - external: https://api.example.com/contacts/
        internal: http://10.0.0.6:8080/
        cors: { origins: [https://contacts.example.com], credentials: true }
`

const fiveMistakes = good
  .replace('sessions:', 'sesions:')
  .replace('http://10.0.0.5:8080/', '10.0.0.5:8080')
  .replace('[https://contacts.example.com]', "'*'")
  .concat(
    '      - external: HTTPS://API.example.com:443/contacts/\n        internal: http://10.0.0.7:8080/\n',
  )

test('five different mistakes are all named, with place, excerpt and fix, and end check with 1', async () => {
  const file = folder.write('clearway.yaml', fiveMistakes)
  const { code, stdout, stderr } = await run(['check', '--config', file])
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout.replaceAll(file, 'clearway.yaml')).toMatchInlineSnapshot(`
    "clearway.yaml:5:17 config/unresolved-reference identity.clientSecret
      the environment variable CLEARWAY_CLIENT_SECRET is not set
        5 |   clientSecret: \${env:CLEARWAY_CLIENT_SECRET}
          |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: set CLEARWAY_CLIENT_SECRET before starting, for example: export CLEARWAY_CLIENT_SECRET=…

    clearway.yaml:6:1 config/unknown-key sesions
      "sesions" is not a key here
        6 | sesions:
          | ^^^^^^^
      fix: did you mean "sessions"?

    clearway.yaml:12:19 config/invalid-value applications[0].segments[0].internal
      "10.0.0.5:8080" is not an http or https URL
       12 |         internal: 10.0.0.5:8080
          |                   ^^^^^^^^^^^^^
      fix: write http://10.0.0.5:8080/

    clearway.yaml:15:26 config/dangerous applications[0].segments[1].cors.origins
      origins '*' with credentials would let every page on the web act as whoever visits it, and browsers refuse it: list the origins, or leave credentials out
       15 |         cors: { origins: '*', credentials: true }
          |                          ^^^
      fix: name the origins of your pages as browsers send them: https://app.example.com

    clearway.yaml:16:19 config/duplicate applications[0].segments[2].external
      HTTPS://API.example.com:443/contacts/ is published twice
       16 |       - external: HTTPS://API.example.com:443/contacts/
          |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: give each segment its own external URL; a longer path prefix wins over a shorter one

    clearway.yaml: 5 mistakes
    "
  `)
})

test('a file without a mistake ends check with 0 and says what it publishes', async () => {
  const file = folder.write('clearway.yaml', good)
  expect(await run(['check', '--config', file], { CLEARWAY_CLIENT_SECRET: 'x' })).toEqual({
    code: 0,
    stdout: `${file}: no mistakes. 1 application, 2 segments.\n`,
    stderr: '',
  })
})

test('one mistake is counted as one', async () => {
  const file = folder.write('clearway.yaml', good)
  const { code, stdout } = await run(['check', `--config=${file}`])
  expect(code).toBe(1)
  expect(stdout.trimEnd().split('\n').at(-1)).toBe(`${file}: 1 mistake`)
})

test('check reads, and writes nothing: the store is not made', async () => {
  const { existsSync } = await import('node:fs')
  const file = folder.write('clearway.yaml', good)
  await run(['check', '--config', file], { CLEARWAY_CLIENT_SECRET: 'x' })
  expect(existsSync(`${folder.path}/data`)).toBe(false)
})

test.each([
  ['no file', '/none.yaml', 'there is no such file'],
  ['a folder', '', 'this is a folder, not a file'],
])('%s ends check with 2, and standard output stays empty', async (_what, path, reason) => {
  const file = `${folder.path}${path}`
  expect(await run(['check', '--config', file])).toEqual({
    code: 2,
    stdout: '',
    stderr: `${file}: ${reason}\n  fix: name a configuration: --config clearway.yaml\n`,
  })
})

test('a secret is shown neither from the environment nor from the file', async () => {
  const file = folder.write(
    'clearway.yaml',
    good
      .replace('clientId: 0', 'clientId: ${env:ID}\n  clientSecert: in-the-file-1\n  x: 0')
      .replace('idle: 8h', 'key: in-the-file-2')
      .replace('http://10.0.0.5:8080/', '${env:INTERNAL}'),
  )
  const env = { CLEARWAY_CLIENT_SECRET: 'from-env-1', ID: 'from-env-2', INTERNAL: 'http://u:from-env-3@x/' }
  const { code, stdout, stderr } = await run(['check', '--config', file], env)
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout).not.toMatch(/in-the-file|from-env/)
  expect(stdout).toContain('clientSecert: •••••••••••••')
})
