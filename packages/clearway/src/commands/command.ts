/** One option of a command. */
export interface CommandOption {
  readonly name: string
  readonly type: 'string' | 'boolean'
  /** What the value is called in the help; absent for flags. */
  readonly value?: string
  readonly required?: true
  readonly help: string
}

/** The options of one call, as parsed. */
export type CommandValues = Readonly<Record<string, string | boolean | undefined>>

/** One command of the command line. What it runs on is loaded when it runs: help and refusals are quick. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly options: readonly CommandOption[]
  readonly notes?: string
  /** @returns The exit code. */
  run(values: CommandValues): Promise<number>
}

/** An option's text value; undefined when it was not given. */
export const textOf = (values: CommandValues, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
