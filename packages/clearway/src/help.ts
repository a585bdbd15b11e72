import type { Command, CommandOption } from './commands/command.ts'

const wide = 24

const row = (left: string, right: string): string =>
  left.length < wide - 1 ? `  ${left.padEnd(wide)}${right}\n` : `  ${left}\n  ${' '.repeat(wide)}${right}\n`

const written = ({ name, value }: CommandOption): string =>
  value === undefined ? `--${name}` : `--${name} <${value}>`

/** The help of the whole command line. */
export const generalHelp = (commands: readonly Command[]): string =>
  `clearway: an identity-aware application proxy whose every no is readable

Usage: clearway <command> [options]

Commands:
${commands.map(({ name, summary }) => row(name, summary)).join('')}
Options:
${row('--help', 'this text; after a command, its options')}${row('--version', 'the version')}`

/** The help of one command. */
export const commandHelp = ({ name, summary, options, notes }: Command): string =>
  `clearway ${name}: ${summary}

Usage: clearway ${name}${options.map((option) => (option.required ? ` ${written(option)}` : '')).join('')} [options]

Options:
${options.map((option) => row(written(option), option.help)).join('')}${row('--help', 'this text')}${notes === undefined ? '' : `\n${notes}\n`}`
