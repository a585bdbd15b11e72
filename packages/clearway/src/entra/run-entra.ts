import {
  loadDirectory,
  parseDirectory,
  watchDirectory,
  type Directory,
  type LoadedDirectory,
} from '@clearway/entra'
import { entraText } from './entra-text.ts'
import { eventLine } from './event-line.ts'
import { starterDirectory } from './starter-directory.ts'
import { startLocalEntra, type LocalEntra, type LocalEntraOptions } from './start-local-entra.ts'

export interface RunOptions extends Omit<LocalEntraOptions, 'directory' | 'onEvent'> {
  /** JSON lines instead of text. */
  readonly json: boolean
}

const readyLine = (
  { entra, origin, authority }: LocalEntra,
  { tenants }: Directory,
  withoutEffect: readonly string[],
): string =>
  JSON.stringify({
    ready: true,
    origin,
    admin: entra.adminOrigin,
    authorities: tenants.map(({ domain }) => `${origin}/${domain}`),
    ...(withoutEffect.length > 0 && { withoutEffect }),
    ...(authority && { certificateFile: authority.certificateFile, spki: authority.spki }),
  })

/** Writes what happens, as text or as JSON lines. Mistakes of the directory go to standard error either way. */
const reporter = (json: boolean): ((text: string, data: object) => void) => {
  const time = (): string => new Date().toTimeString().slice(0, 8)
  return (text, data) =>
    void process.stdout.write(json ? `${JSON.stringify(data)}\n` : `${time()}  ${text}\n`)
}

/** What manifests have and nothing here acts on, as a line; empty where there is nothing. */
const withoutEffectLine = (names: readonly string[]): string =>
  names.length === 0 ? '' : `Read, without effect here: ${names.join(', ')}.\n`

/** Puts a changed file's directory in the place of the one before. */
const follow = (
  file: string,
  since: LoadedDirectory,
  entra: LocalEntra['entra'],
  onChange: (directory: Directory, withoutEffect: readonly string[]) => void,
): { close(): void } =>
  watchDirectory(file, {
    since,
    onChange(directory, withoutEffect) {
      entra.replaceDirectory(directory)
      onChange(directory, withoutEffect)
    },
    onMistakes: ({ text }) =>
      void process.stderr.write(`${text}\nNot reloaded: the directory from before stays.\n`),
  })

/**
 * Runs a local Entra until it is told to stop: says on standard output what is needed to use it, then what happens.
 *
 * @param file - The directory file; undefined: the one to start with.
 * @returns The exit code.
 */
export const runEntra = async (
  file: string | undefined,
  options: RunOptions,
  stopped: Promise<void>,
): Promise<number> => {
  const loaded =
    file === undefined ? parseDirectory(starterDirectory, 'the starter directory') : loadDirectory(file)
  if (!loaded.ok) {
    process.stderr.write(
      loaded.unreadable ? loaded.text : `${loaded.text}\nNot started: mend ${file} first.\n`,
    )
    return 2
  }
  let { directory } = loaded
  const named = new Set(loaded.withoutEffect)
  const { asMicrosoft, json } = options
  const report = reporter(json)
  const local = await startLocalEntra({
    ...options,
    directory,
    onEvent: (event) => report(eventLine(event, directory), { event }),
  })
  process.stdout.write(
    json
      ? `${readyLine(local, directory, loaded.withoutEffect)}\n`
      : entraText(local, directory, { asMicrosoft, isStarter: file === undefined }) +
          withoutEffectLine(loaded.withoutEffect),
  )
  const following =
    file === undefined
      ? undefined
      : follow(file, loaded, local.entra, (next, withoutEffect) => {
          directory = next
          const unnamed = withoutEffect.filter((name) => !named.has(name))
          for (const name of unnamed) named.add(name)
          report(`${file} was read again`, { reloaded: file })
          if (unnamed.length > 0) report(withoutEffectLine(unnamed).trimEnd(), { withoutEffect: unnamed })
        })
  await stopped
  following?.close()
  await local.entra.close()
  return 0
}
