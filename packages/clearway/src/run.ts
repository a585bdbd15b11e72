import { check } from './commands/check.ts'
import type { Command } from './commands/command.ts'
import { doctor } from './commands/doctor.ts'
import { entra } from './commands/entra.ts'
import { judge } from './commands/judge.ts'
import { lab } from './commands/lab.ts'
import { origins } from './commands/origins.ts'
import { serve } from './commands/serve.ts'
import { commandHelp, generalHelp } from './help.ts'
import { nearestWord } from './nearest-word.ts'
import { readOptions } from './read-options.ts'
import { version } from './version.ts'

/** The commands, in the order of the help. */
const commands: readonly Command[] = [serve, check, lab, entra, doctor, judge, origins]

const usageError = (message: string, hint: string): number => {
  process.stderr.write(`${message}\n${hint}\n`)
  return 2
}

const help = (name: string | undefined): number => {
  const command = commands.find((each) => each.name === name)
  process.stdout.write(command ? commandHelp(command) : generalHelp(commands))
  return 0
}

/**
 * Runs the command line.
 *
 * @param argv - Without the program's name.
 * @returns The exit code: 0 done, 1 it found mistakes, 2 it could not run.
 */
export const run = async (argv: readonly string[]): Promise<number> => {
  const [name, ...rest] = argv
  if (name === undefined) {
    process.stderr.write(generalHelp(commands))
    return 2
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(rest[0])
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${version()}\n`)
    return 0
  }
  const command = commands.find((each) => each.name === name)
  if (!command) {
    const names = commands.map((each) => each.name)
    return usageError(
      `clearway: "${name.slice(0, 40)}" is not a command${await nearestWord(name, names)}`,
      `Commands: ${names.join(', ')}. See clearway --help.`,
    )
  }
  const read = await readOptions(command, rest)
  if (typeof read === 'string')
    return usageError(`clearway ${command.name}: ${read}`, `See clearway ${command.name} --help.`)
  return read.values['help'] === true ? help(command.name) : command.run(read.values, read.operands)
}
