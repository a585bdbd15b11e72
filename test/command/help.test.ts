import { afterEach, expect, test } from 'vitest'
import { killAll, run } from './clearway.ts'

afterEach(killAll)

test.each([['--help'], ['-h'], ['help'], ['help', 'no-such-command']])(
  'clearway %s %s shows the commands',
  async (...args) => {
    const { code, stdout, stderr } = await run(args)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatchInlineSnapshot(`
      "clearway: an identity-aware application proxy whose every no is readable

      Usage: clearway <command> [options]

      Commands:
        serve    run the gateway from a configuration
        check    name all mistakes of a configuration, with places and fixes
        lab      a local Entra, internal apps and the gateway, to try it all
        entra    a local Entra ID that MSAL, ADAL and others sign in at
        doctor   say why calls failed, from captures, console text, logs
        judge    say what a browser does with an exchange, and at which step
        origins  say in what two URLs differ, and how to bring page and API together

      Options:
        --help     this text; after a command, its options
        --version  the version
      "
    `)
  },
)

test('without a command the same goes to standard error, with exit code 2', async () => {
  const { stdout } = await run(['--help'])
  expect(await run([])).toEqual({ code: 2, stdout: '', stderr: stdout })
})

test.each([
  ['serve', '--help'],
  ['serve', '-h'],
  ['help', 'serve'],
  ['serve', '--config', 'x.yaml', '--help'],
])('clearway %s %s %s %s shows the options of serve, and starts nothing', async (...args) => {
  const { code, stdout, stderr } = await run(args)
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatchInlineSnapshot(`
    "clearway serve: run the gateway from a configuration

    Usage: clearway serve --config <file> [options]

    Options:
      --config <file>  the configuration to serve
      --help           this text

    Logs are JSON lines on standard output. SIGTERM and Ctrl-C let requests finish,
    then stop it. Exits with 0 when it was told to stop, 2 when it cannot start.
    "
  `)
})

test('clearway check --help shows the options of check', async () => {
  const { code, stdout } = await run(['check', '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "clearway check: name all mistakes of a configuration, with places and fixes

    Usage: clearway check --config <file> [options]

    Options:
      --config <file>  the configuration to check
      --help           this text

    Exits with 0 when there is no mistake, 1 when there are some, 2 when it cannot
    check. Opens no port.
    "
  `)
})

test('clearway lab --help shows the options of lab', async () => {
  const { code, stdout } = await run(['lab', '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatchInlineSnapshot(`
    "clearway lab: a local Entra, internal apps and the gateway, to try it all

    Usage: clearway lab [options]

    Options:
      --tls                        https everywhere, by an authority of this machine
      --port <port>                of the gateway (8080; 0 for a free one)
      --entra-port <port>          of the local Entra (8081)
      --admin-port <port>          of health and metrics (8082)
      --gallery-port <port>        of the gallery (8083)
      --token-lifetime <duration>  how long tokens live (60s)
      --session-idle <duration>    how long an unused session lives (5m)
      --json                       one JSON line when all is up, not the table
      --help                       this text

    Browsers find *.clearway.localhost on this machine by themselves; nothing needs
    to be set up. What the lab keeps is gone when it ends.
    "
  `)
})

test.each(['doctor', 'entra', 'judge'])('clearway %s --help shows what it takes', async (command) => {
  const { code, stdout } = await run([command, '--help'])
  expect(code).toBe(0)
  expect(stdout).toMatchSnapshot()
})

test.each([
  [['--help']],
  [['serve', '--help']],
  [['check', '--help']],
  [['lab', '--help']],
  [['entra', '--help']],
  [['doctor', '--help']],
  [['judge', '--help']],
])('the help of %j is at most 80 columns wide and ends with one line break', async (args) => {
  const { stdout } = await run(args)
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(stdout).toMatch(/\S\n$/)
})

test.each(['--version', '-v'])('clearway %s prints the version', async (option) => {
  const { code, stdout } = await run([option])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
