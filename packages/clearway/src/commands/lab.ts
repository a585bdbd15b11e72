import { AuthorityError } from '../entra/open-local-authority.ts'
import { labTable } from '../lab/lab-table.ts'
import { PortError } from '../port-error.ts'
import type { Lab, LabOptions } from '../lab/start-lab.ts'
import { untilStopped } from '../until-stopped.ts'
import type { Command, CommandValues } from './command.ts'
import { portOf, spanOf } from './option-values.ts'

const ports = { port: 8080, 'entra-port': 8081, 'admin-port': 8082, 'gallery-port': 8083 } as const

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
  const {
    port = 0,
    'entra-port': entraPort = 0,
    'admin-port': adminPort = 0,
    'gallery-port': galleryPort = 0,
  } = read
  return {
    port,
    entraPort,
    adminPort,
    galleryPort,
    tokenSeconds: token.seconds,
    sessionIdle: idle.text,
    tls: values['tls'] === true,
  }
}

const trustOf = ({ authority }: Lab): object =>
  authority ? { certificateFile: authority.certificateFile, spki: authority.spki } : {}

/** `clearway lab`: the whole world on one machine, to see what the gateway does. */
export const lab: Command = {
  name: 'lab',
  summary: 'a local Entra, internal apps and the gateway, to try it all',
  options: [
    { name: 'tls', type: 'boolean', help: 'https everywhere, by an authority of this machine' },
    { name: 'port', type: 'string', value: 'port', help: 'of the gateway (8080; 0 for a free one)' },
    { name: 'entra-port', type: 'string', value: 'port', help: 'of the local Entra (8081)' },
    { name: 'admin-port', type: 'string', value: 'port', help: 'of health and metrics (8082)' },
    { name: 'gallery-port', type: 'string', value: 'port', help: 'of the gallery (8083)' },
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
          ? `${JSON.stringify({ ready: true, urls: running.urls, ...trustOf(running) })}\n`
          : labTable(running, options),
      )
      await stopped
      await running.stop()
      return 0
    } catch (error) {
      if (!(error instanceof PortError || error instanceof AuthorityError)) throw error
      process.stderr.write(`clearway lab: ${error.message}\n`)
      return 2
    }
  },
}
