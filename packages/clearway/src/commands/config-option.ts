import { textOf, type CommandOption, type CommandValues } from './command.ts'

/** The option that names the configuration file. */
export const configOption = (help: string): CommandOption => ({
  name: 'config',
  type: 'string',
  value: 'file',
  required: true,
  help,
})

/** The configuration file of a call; without one a complaint on standard error, and undefined. */
export const configFileOf = (command: string, values: CommandValues): string | undefined => {
  const file = textOf(values, 'config')
  if (file === undefined) {
    process.stderr.write(
      `clearway ${command}: which configuration?\n  clearway ${command} --config clearway.yaml\n`,
    )
  }
  return file
}
