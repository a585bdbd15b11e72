import type { Command } from './commands/command.ts'
import { writeOption } from './read-options.ts'

type Row = readonly [left: string, right: string]

const table = (rows: readonly Row[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('')
}

/** The help of the whole command line; at most 80 columns wide. */
export const generalHelp = (commands: readonly Command[]): string => `\
clearway: an identity-aware application proxy whose every no is readable

Usage: clearway <command> [options]

Commands:
${table(commands.map(({ name, summary }) => [name, summary]))}
Options:
${table([
  ['--help', 'this text; after a command, its options'],
  ['--version', 'the version'],
])}`

/** The help of one command; at most 80 columns wide. */
export const commandHelp = ({ name, summary, options, operands, notes }: Command): string => {
  const required = options.filter((option) => option.required).map((option) => `${writeOption(option)} `)
  const rows = options.map((option): Row => [writeOption(option), option.help])
  return `\
clearway ${name}: ${summary}

Usage: clearway ${name} ${operands ? `${operands.usage} ` : ''}${required.join('')}[options]

Options:
${table([...rows, ['--help', 'this text']])}${notes === undefined ? '' : `\n${notes}\n`}`
}
