import { labTable } from '../lab/lab-table.ts'
import { PortTakenError, startLab, type LabOptions } from '../lab/start-lab.ts'
import { untilStopped } from '../until-stopped.ts'
import { textOf, type Command, type CommandValues } from './command.ts'

const portOf = (values: CommandValues, name: string, otherwise: number): number | string => {
  const text = textOf(values, name)
  if (text === undefined) return otherwise
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port <= 65_535
    ? port
    : `--${name} takes a port: a number from 0 (any free one) to 65535`
}

const secondsOf = (values: CommandValues, name: string, otherwise: string): string | undefined => {
  const text = textOf(values, name) ?? otherwise
  return /^[1-9]\d{0,6}(?:s|m|h)?$/.test(text) ? text.replace(/^\d+$/, '$&s') : undefined
}

const toSeconds = (duration: string): number =>
  Number.parseInt(duration, 10) * (duration.endsWith('h') ? 3600 : duration.endsWith('m') ? 60 : 1)

/** The options of a call, or what is wrong with them. */
const readOptions = (values: CommandValues): LabOptions | string => {
  const port = portOf(values, 'port', 8080)
  const entraPort = portOf(values, 'entra-port', 8081)
  const adminPort = portOf(values, 'admin-port', 8082)
  for (const each of [port, entraPort, adminPort]) if (typeof each === 'string') return each
  const token = secondsOf(values, 'token-lifetime', '60s')
  const idle = secondsOf(values, 'session-idle', '5m')
  if (token === undefined) return '--token-lifetime takes a duration such as 20s or 5m'
  if (idle === undefined) return '--session-idle takes a duration such as 30s or 5m'
  return {
    port: Number(port),
    entraPort: Number(entraPort),
    adminPort: Number(adminPort),
    tokenSeconds: toSeconds(token),
    sessionIdle: idle,
  }
}

/** `clearway lab`: the whole world on one machine, to see what the gateway does. */
export const lab: Command = {
  name: 'lab',
  summary: 'a local Entra, internal apps and the gateway in front, to try everything',
  options: [
    { name: 'port', type: 'string', value: 'port', help: 'of the gateway (8080; 0 for a free one)' },
    { name: 'entra-port', type: 'string', value: 'port', help: 'of the local Entra (8081)' },
    { name: 'admin-port', type: 'string', value: 'port', help: 'of health and metrics (8082)' },
    { name: 'token-lifetime', type: 'string', value: 'duration', help: 'how long tokens live (60s)' },
    {
      name: 'session-idle',
      type: 'string',
      value: 'duration',
      help: 'how long an unused session lives (5m)',
    },
    { name: 'json', type: 'boolean', help: 'one JSON line when all is up, instead of the table' },
  ],
  notes: 'Browsers find *.clearway.localhost on this machine by themselves; nothing needs to be set up.',
  run: async (values) => {
    const options = readOptions(values)
    if (typeof options === 'string') {
      process.stderr.write(`clearway lab: ${options}\n`)
      return 2
    }
    try {
      const running = await startLab(options)
      process.stdout.write(
        values['json'] === true
          ? `${JSON.stringify({ ready: true, urls: running.urls })}\n`
          : labTable(running, options.tokenSeconds, options.sessionIdle),
      )
      await untilStopped()
      await running.stop()
      return 0
    } catch (error) {
      if (!(error instanceof PortTakenError)) throw error
      process.stderr.write(`clearway lab: ${error.message}\n`)
      return 2
    }
  },
}
