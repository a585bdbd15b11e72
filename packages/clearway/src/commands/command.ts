/** One option of a command. */
export interface CommandOption {
  readonly name: string
  readonly type: 'string' | 'boolean'
  /** What the value is called in the help; absent for flags. */
  readonly value?: string
  readonly required?: true
  /** May stand several times. */
  readonly repeatable?: true
  readonly help: string
}

/** What stands alone on the command line: files. */
export interface CommandOperands {
  /** As the usage line shows them: `<file|-> ...`. */
  readonly usage: string
  readonly most: number
}

/** The options of one call, as parsed. */
export type CommandValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** One command of the command line. What it runs on is loaded when it runs: help and refusals are quick. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly options: readonly CommandOption[]
  /** Absent: the command takes options only. */
  readonly operands?: CommandOperands
  readonly notes?: string
  /**
   * @param operands - What stood alone, in order; empty for a command without operands.
   * @returns The exit code.
   */
  run(values: CommandValues, operands: readonly string[]): Promise<number>
}

/** An option's text value; undefined when it was not given. */
export const textOf = (values: CommandValues, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

/** The values of a repeatable option, as they stand there; empty when it was not given. */
export const textsOf = (values: CommandValues, name: string): readonly string[] => {
  const value = values[name]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

/** The same, with comma lists taken apart. */
export const listOf = (values: CommandValues, name: string): readonly string[] =>
  textsOf(values, name)
    .flatMap((text) => text.split(',').map((item) => item.trim()))
    .filter((item) => item !== '')
