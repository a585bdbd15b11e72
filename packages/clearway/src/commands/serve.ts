import { untilStopped } from '../until-stopped.ts'
import { isListenError, whyNoListening } from '../why-no-listening.ts'
import type { Command } from './command.ts'
import { configFileOf, configOption } from './config-option.ts'

const notStarted = (error: unknown, file: string): string => {
  if (isListenError(error)) return `${whyNoListening(error)}\n  fix: change listen or admin in ${file}`
  return `cannot start: ${error instanceof Error ? error.message : 'for no reason that it knows'}`
}

/** `clearway serve`: the gateway, until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'run the gateway from a configuration',
  options: [configOption('the configuration to serve')],
  notes: `\
Logs are JSON lines on standard output. SIGTERM and Ctrl-C let requests finish,
then stop it. Exits with 0 when it was told to stop, 2 when it cannot start.`,
  run: async (values) => {
    const file = configFileOf('serve', values)
    if (file === undefined) return 2
    const { loadConfig, startGateway } = await import('@clearway/gateway')
    const loaded = loadConfig(file, process.env)
    if (!loaded.ok) {
      const mend = loaded.unreadable ? '' : `\nNot started: mend ${file} first.\n`
      process.stderr.write(`${loaded.text}${mend}`)
      return 2
    }
    const stopped = untilStopped()
    const gateway = await startGateway(loaded.plan).catch((error: unknown) => {
      process.stderr.write(`clearway serve: ${notStarted(error, file)}\n`)
    })
    if (!gateway) return 2
    const { host, scheme } = loaded.plan.listen
    const address = host.includes(':') ? `[${host}]` : host
    process.stderr.write(`clearway listens on ${scheme}://${address}:${gateway.port}\n`)
    await stopped
    await gateway.stop()
    return 0
  },
}
