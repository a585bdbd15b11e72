import type { Command } from './command.ts'
import { configFileOf, configOption } from './config-option.ts'

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** `clearway check`: every mistake of a configuration at once, each with its place and its fix. */
export const check: Command = {
  name: 'check',
  summary: 'name all mistakes of a configuration, with places and fixes',
  options: [configOption('the configuration to check')],
  notes:
    'Exits with 0 when there is no mistake, 1 when there are some, 2 when it cannot\ncheck. Opens no port.',
  run: async (values) => {
    const file = configFileOf('check', values)
    if (file === undefined) return 2
    const { loadConfig } = await import('@clearway/gateway')
    const loaded = loadConfig(file, process.env)
    if (loaded.ok) {
      const { applications } = loaded.plan
      const segments = applications.reduce((sum, application) => sum + application.segments.length, 0)
      const published = `${count(applications.length, 'application')}, ${count(segments, 'segment')}`
      process.stdout.write(`${file}: no mistakes. ${published}.\n`)
      return 0
    }
    if (loaded.unreadable) {
      process.stderr.write(loaded.text)
      return 2
    }
    process.stdout.write(`${loaded.text}\n${file}: ${count(loaded.mistakes.length, 'mistake')}\n`)
    return 1
  },
}
