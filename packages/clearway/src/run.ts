import { parseArgs } from 'node:util'
import { check } from './commands/check.ts'
import type { Command } from './commands/command.ts'
import { lab } from './commands/lab.ts'
import { serve } from './commands/serve.ts'
import { commandHelp, generalHelp } from './help.ts'
import { version } from './version.ts'

/** The commands, in the order of the help. */
const commands: readonly Command[] = [serve, check, lab]

const usageError = (message: string, hint: string): number => {
  process.stderr.write(`clearway: ${message}\n${hint}\n`)
  return 2
}

const readValues = (
  command: Command,
  argv: readonly string[],
): Record<string, string | boolean | undefined> | string => {
  try {
    const options = Object.fromEntries(command.options.map(({ name, type }) => [name, { type }]))
    return parseArgs({
      args: [...argv],
      options: { ...options, help: { type: 'boolean' } },
      allowPositionals: false,
    }).values as Record<string, string | boolean | undefined>
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read'
  }
}

/**
 * Runs the command line.
 *
 * @param argv - Without the program's name.
 * @returns The exit code: 0 done, 1 it found mistakes, 2 it could not run.
 */
export const run = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(generalHelp(commands))
    return name === undefined ? 2 : 0
  }
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${version()}\n`)
    return 0
  }
  const command = commands.find((each) => each.name === name)
  if (!command)
    return usageError(
      `"${name.slice(0, 40)}" is not a command`,
      `Commands: ${commands.map((each) => each.name).join(', ')}. See clearway --help.`,
    )
  const values = readValues(command, rest)
  if (typeof values === 'string') return usageError(values, `See clearway ${command.name} --help.`)
  if (values['help'] === true) {
    process.stdout.write(commandHelp(command))
    return 0
  }
  return command.run(values)
}
