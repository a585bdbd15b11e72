import type { Paint } from '@clearway/doctor'
import pc from 'picocolors'

/** What is known of the terminal that is written to. */
export interface Terminal {
  readonly isTTY: boolean
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Whether to colour: on a terminal, unless NO_COLOR says no; elsewhere only when FORCE_COLOR asks for it. */
export const wantsColour = ({ isTTY, env }: Terminal): boolean => {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0'
  return isTTY && env['TERM'] !== 'dumb'
}

/** Whether more than ASCII is shown: by the locale, as POSIX ranks its variables; Windows by its newer terminal. */
export const showsUnicode = ({ platform, env }: Terminal): boolean => {
  if (platform === 'win32') return env['WT_SESSION'] !== undefined || env['TERM_PROGRAM'] === 'vscode'
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '')
}

/** The terminal's colours by what they mean. */
export const paintOf = (colour: boolean): Paint => {
  const colours = pc.createColors(colour)
  return {
    strong: colours.bold,
    quiet: colours.dim,
    error: colours.red,
    warning: colours.yellow,
    info: colours.cyan,
    good: colours.green,
  }
}
