import { parseArgs } from 'node:util'
import type { Command, CommandValues } from './commands/command.ts'

/** An option as it is written, with the name of its value. */
export const writeOption = ({ name, value }: Command['options'][number]): string =>
  value === undefined ? `--${name}` : `--${name} <${value}>`

/**
 * Reads the options of a command.
 *
 * @param argv - What stands behind the command's name.
 * @returns The values by option, or what is wrong with the first that cannot be read.
 */
export const readOptions = ({ options }: Command, argv: readonly string[]): CommandValues | string => {
  const help = { name: 'help', type: 'boolean', help: '' } as const
  const known = new Map([...options, help].map((option) => [option.name, option]))
  const { tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(options.map(({ name, type }) => [name, { type }])),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    tokens: true,
  })
  const values: Record<string, string | boolean> = {}
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      const needed = options.find(({ required }) => required)
      const hint = needed ? `: write --${needed.name} ${token.value.slice(0, 80)}` : ''
      return `"${token.value.slice(0, 80)}" stands alone, where an option is expected${hint}`
    }
    const option = known.get(token.name)
    if (!option) return `there is no option ${token.rawName.slice(0, 40)} here`
    if (option.type === 'boolean' && token.value !== undefined) return `${token.rawName} takes no value`
    if (option.type === 'string' && !token.value)
      return `${token.rawName} needs a value: ${writeOption(option)}`
    if (values[token.name] !== undefined) return `${token.rawName} is there twice`
    values[token.name] = token.value ?? true
  }
  return values
}
