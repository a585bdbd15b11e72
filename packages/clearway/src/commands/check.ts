import { loadConfig } from '@clearway/gateway'
import { textOf, type Command } from './command.ts'

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** `clearway check`: every mistake of a configuration at once, each with its place and its fix. */
export const check: Command = {
  name: 'check',
  summary: 'check a configuration: all mistakes at once, with positions and fixes',
  options: [
    { name: 'config', type: 'string', value: 'file', required: true, help: 'the configuration to check' },
  ],
  notes: 'Exits with 0 when there is no mistake, 1 when there are some, 2 when it cannot check.',
  run: (values) => {
    const file = textOf(values, 'config')
    if (file === undefined) {
      process.stderr.write('clearway check: which configuration?\n  clearway check --config clearway.yaml\n')
      return Promise.resolve(2)
    }
    const loaded = loadConfig(file, process.env)
    if (!loaded.ok) {
      process.stdout.write(`${loaded.text}\n${file}: ${count(loaded.mistakes.length, 'mistake')}\n`)
      return Promise.resolve(loaded.unreadable ? 2 : 1)
    }
    const { applications } = loaded.plan
    const segments = applications.reduce((sum, application) => sum + application.segments.length, 0)
    process.stdout.write(
      `${file}: no mistakes. ${count(applications.length, 'application')}, ${count(segments, 'segment')}.\n`,
    )
    return Promise.resolve(0)
  },
}
