import { labTable } from '../lab/lab-table.ts'
import { PortError } from '../lab/port-error.ts'
import type { LabOptions } from '../lab/start-lab.ts'
import { untilStopped } from '../until-stopped.ts'
import { textOf, type Command, type CommandValues } from './command.ts'

const portOf = (values: CommandValues, name: string, otherwise: number): number | undefined => {
  const text = textOf(values, name) ?? String(otherwise)
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

const ports = { port: 8080, 'entra-port': 8081, 'admin-port': 8082 } as const

const units = { s: 1, m: 60, h: 3600 } as const
const daySeconds = 86_400

interface Span {
  readonly text: string
  readonly seconds: number
}

const spanOf = (values: CommandValues, name: string, otherwise: string): Span | undefined => {
  const match = /^([1-9]\d{0,4})([smh])?$/.exec(textOf(values, name) ?? otherwise)
  if (!match) return undefined
  const [, count = '', unit = 's'] = match
  const seconds = Number(count) * units[unit as keyof typeof units]
  return seconds <= daySeconds ? { text: `${count}${unit}`, seconds } : undefined
}

/** The options of a call, or what is wrong with them. */
const readLab = (values: CommandValues): LabOptions | string => {
  const taken = new Map<number, string>()
  const read: Record<string, number> = {}
  for (const [name, otherwise] of Object.entries(ports)) {
    const port = portOf(values, name, otherwise)
    if (port === undefined) return `--${name} takes a port: a number from 0 (any free one) to 65535`
    const other = taken.get(port)
    if (port !== 0 && other !== undefined)
      return `--${other} and --${name} are both ${port}: choose two ports`
    taken.set(port, name)
    read[name] = port
  }
  const token = spanOf(values, 'token-lifetime', '60s')
  const idle = spanOf(values, 'session-idle', '5m')
  if (!token) return '--token-lifetime takes a duration up to 24h, such as 20s or 5m'
  if (!idle) return '--session-idle takes a duration up to 24h, such as 30s or 5m'
  const { port = 0, 'entra-port': entraPort = 0, 'admin-port': adminPort = 0 } = read
  return { port, entraPort, adminPort, tokenSeconds: token.seconds, sessionIdle: idle.text }
}

/** `clearway lab`: the whole world on one machine, to see what the gateway does. */
export const lab: Command = {
  name: 'lab',
  summary: 'a local Entra, internal apps and the gateway, to try it all',
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
    { name: 'json', type: 'boolean', help: 'one JSON line when all is up, not the table' },
  ],
  notes: `\
Browsers find *.clearway.localhost on this machine by themselves; nothing needs
to be set up. What the lab keeps is gone when it ends.`,
  run: async (values) => {
    const options = readLab(values)
    if (typeof options === 'string') {
      process.stderr.write(`clearway lab: ${options}\n`)
      return 2
    }
    // From here on a signal waits until there is something to stop: nothing half started stays behind.
    const stopped = untilStopped()
    try {
      const { startLab } = await import('../lab/start-lab.ts')
      const running = await startLab(options)
      process.stdout.write(
        values['json'] === true
          ? `${JSON.stringify({ ready: true, urls: running.urls })}\n`
          : labTable(running, options),
      )
      await stopped
      await running.stop()
      return 0
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      process.stderr.write(`clearway lab: ${error.message}\n`)
      return 2
    }
  },
}
