import { writeFileSync } from 'node:fs'
import { untilStopped } from '../until-stopped.ts'
import { whyNotWritten } from '../why-not-written.ts'
import { textOf, type Command, type CommandValues } from './command.ts'
import { portOf, spanOf } from './option-values.ts'

interface EntraCall {
  readonly port: number
  readonly adminPort: number
  readonly tls: boolean
  readonly asMicrosoft: boolean
  readonly snapshot: string | undefined
  readonly tokenSeconds: number | undefined
  readonly json: boolean
}

const portText = 'takes a port: a number from 0 (any free one) to 65535'

/** The options of a call, or what is wrong with them. */
const readCall = (values: CommandValues): EntraCall | string => {
  const tls = values['tls'] === true
  const asMicrosoft = values['as-microsoft'] === true
  if (asMicrosoft && !tls) return '--as-microsoft is for https alone: add --tls'
  const port = portOf(values, 'port', tls ? 8443 : 8081)
  if (port === undefined) return `--port ${portText}`
  const adminPort = portOf(values, 'admin-port', 8444)
  if (adminPort === undefined) return `--admin-port ${portText}`
  if (port === adminPort && port !== 0) return `--port and --admin-port are both ${port}: choose two ports`
  const token = values['token-lifetime'] === undefined ? undefined : spanOf(values, 'token-lifetime', '1h')
  if (token === undefined && values['token-lifetime'] !== undefined)
    return '--token-lifetime takes a duration up to 24h, such as 20s or 5m'
  const snapshot = textOf(values, 'snapshot')
  return {
    port,
    adminPort,
    tls,
    asMicrosoft,
    snapshot,
    tokenSeconds: token?.seconds,
    json: values['json'] === true,
  }
}

const refuse = (message: string): number => {
  process.stderr.write(`clearway entra: ${message}\n`)
  return 2
}

/** Errors that are the caller's to mend; told by their codes: the classes would load what they belong to. */
const tellable = new Set(['ERR_PORT', 'ERR_AUTHORITY', 'ERR_ENTRA_SNAPSHOT'])

const whyNotStarted = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && tellable.has(String(error.code)) ? error.message : undefined

const writeStarter = async (file: string): Promise<number> => {
  const { starterDirectory } = await import('../entra/starter-directory.ts')
  try {
    writeFileSync(file, starterDirectory, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return refuse(
      code === 'EEXIST'
        ? `${file} is there already: name another file, or remove it first`
        : whyNotWritten(file, code ?? 'for no reason that it knows'),
    )
  }
  process.stdout.write(`Written: ${file}\nEdit it, then: clearway entra --tls ${file}\n`)
  return 0
}

/** `clearway entra`: an Entra ID on this machine, for pages and programs that sign people in. */
export const entra: Command = {
  name: 'entra',
  summary: 'a local Entra ID that MSAL, ADAL and others sign in at',
  operands: { usage: '[directory.yaml]', most: 1 },
  options: [
    { name: 'init', type: 'string', value: 'file', help: 'write a directory to edit, and start nothing' },
    { name: 'tls', type: 'boolean', help: 'serve https, which MSAL demands' },
    { name: 'port', type: 'string', value: 'port', help: 'where it listens (8443 with --tls, else 8081)' },
    { name: 'admin-port', type: 'string', value: 'port', help: 'of faults, keys and clock (8444)' },
    { name: 'token-lifetime', type: 'string', value: 'duration', help: 'how long tokens live (as Entra’s)' },
    { name: 'snapshot', type: 'string', value: 'file', help: 'where sign-ins and keys outlive a restart' },
    { name: 'as-microsoft', type: 'boolean', help: 'also be login.microsoftonline.com, for tests' },
    { name: 'json', type: 'boolean', help: 'JSON lines: one when it is up, one for each event' },
  ],
  notes: `\
Without a file it has a directory of its own, to start with. A changed file
counts at once. It listens on this machine only: anybody may sign in as anybody.
Exits with 0 when it was told to stop, 2 when it cannot start.`,
  run: async (values, [file]) => {
    const init = textOf(values, 'init')
    if (init !== undefined)
      return file === undefined ? writeStarter(init) : refuse(`--init ${init} stands alone`)
    const call = readCall(values)
    if (typeof call === 'string') return refuse(call)
    const { runEntra } = await import('../entra/run-entra.ts')
    const stopped = untilStopped()
    try {
      return await runEntra(file, call, stopped)
    } catch (error) {
      const why = whyNotStarted(error)
      if (why === undefined) throw error
      return refuse(why)
    }
  },
}
