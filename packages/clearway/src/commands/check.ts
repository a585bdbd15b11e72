import { textOf, type Command } from './command.ts'

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** `clearway check`: every mistake of a configuration at once, each with its place and its fix. */
export const check: Command = {
  name: 'check',
  summary: 'name all mistakes of a configuration, with places and fixes',
  options: [
    { name: 'config', type: 'string', value: 'file', required: true, help: 'the configuration to check' },
  ],
  notes:
    'Exits with 0 when there is no mistake, 1 when there are some, 2 when it cannot\ncheck. Opens no port.',
  run: async (values) => {
    const file = textOf(values, 'config')
    if (file === undefined) {
      process.stderr.write('clearway check: which configuration?\n  clearway check --config clearway.yaml\n')
      return 2
    }
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
