import { ListenError, loadConfig, startGateway } from '@clearway/gateway'
import { untilStopped } from '../until-stopped.ts'
import { textOf, type Command } from './command.ts'

/** `clearway serve`: the gateway, until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  summary: 'run the gateway from a configuration',
  options: [
    { name: 'config', type: 'string', value: 'file', required: true, help: 'the configuration to serve' },
  ],
  notes: 'Logs are JSON lines on standard output. SIGTERM and Ctrl-C let requests finish, then stop.',
  run: async (values) => {
    const file = textOf(values, 'config')
    if (file === undefined) {
      process.stderr.write('clearway serve: which configuration?\n  clearway serve --config clearway.yaml\n')
      return 2
    }
    const loaded = loadConfig(file, process.env)
    if (!loaded.ok) {
      process.stderr.write(`${loaded.text}\nNot started: mend ${file} first.\n`)
      return 2
    }
    try {
      const gateway = await startGateway(loaded.plan)
      const { host, scheme } = loaded.plan.listen
      process.stderr.write(`clearway listens on ${scheme}://${host}:${gateway.port}\n`)
      await untilStopped()
      await gateway.stop()
      return 0
    } catch (error) {
      if (!(error instanceof ListenError)) throw error
      process.stderr.write(
        `clearway serve: ${error.message}: change listen or admin in ${file}, or stop what is there\n`,
      )
      return 2
    }
  },
}
