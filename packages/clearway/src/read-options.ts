import { parseArgs } from 'node:util'
import type { Command, CommandValues } from './commands/command.ts'
import { nearestWord } from './nearest-word.ts'

/** An option as it is written, with the name of its value. */
export const writeOption = ({ name, value }: Command['options'][number]): string =>
  value === undefined ? `--${name}` : `--${name} <${value}>`

/** A call of a command, read. */
export interface ReadOptions {
  readonly values: CommandValues
  readonly operands: readonly string[]
}

const excess = ({ options, operands }: Command, text: string): string => {
  const shown = text.slice(0, 80)
  if (operands) return `"${shown}" is one too many: ${operands.usage}`
  const needed = options.find(({ required }) => required)
  const hint = needed ? `: write --${needed.name} ${shown}` : ''
  return `"${shown}" stands alone, where an option is expected${hint}`
}

/**
 * Reads the options and operands of a command.
 *
 * @param argv - What stands behind the command's name.
 * @returns The values by option, or what is wrong with the first that cannot be read.
 */
export const readOptions = async (
  command: Command,
  argv: readonly string[],
): Promise<ReadOptions | string> => {
  const { options } = command
  const help = { name: 'help', type: 'boolean', help: '' } as const
  const known = new Map<string, Command['options'][number]>(
    [...options, help].map((option) => [option.name, option]),
  )
  const { tokens } = parseArgs({
    args: [...argv],
    options: {
      ...Object.fromEntries(options.map(({ name, type }) => [name, { type }])),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    tokens: true,
  })
  const values: Record<string, string | boolean | readonly string[]> = {}
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (operands.length >= (command.operands?.most ?? 0)) return excess(command, token.value)
      operands.push(token.value)
      continue
    }
    const option = known.get(token.name)
    if (!option) {
      const meant = await nearestWord(token.name, known.keys(), '--')
      return `there is no option ${token.rawName.slice(0, 40)} here${meant}`
    }
    if (option.type === 'boolean' && token.value !== undefined) return `${token.rawName} takes no value`
    if (option.type === 'string' && !token.value)
      return `${token.rawName} needs a value: ${writeOption(option)}`
    if (option.repeatable) {
      const before = values[token.name]
      values[token.name] = [...(Array.isArray(before) ? before : []), token.value ?? '']
      continue
    }
    if (values[token.name] !== undefined) return `${token.rawName} is there twice`
    values[token.name] = token.value ?? true
  }
  return { values, operands }
}
