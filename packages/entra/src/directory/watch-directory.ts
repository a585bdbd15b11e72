import { realpathSync, watch, type FSWatcher } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Directory } from './directory.ts'
import { openDirectory, type LoadedDirectory } from './load-directory.ts'

/** Told of each change of a directory file. */
export interface DirectoryListeners {
  /** The file has another content, without mistakes. Manifests in it may have what nothing here acts on. */
  readonly onChange: (directory: Directory, withoutEffect: readonly string[]) => void
  /** The file has mistakes, or is gone. The directory that was loaded before stays good. */
  readonly onMistakes: (found: Extract<LoadedDirectory, { ok: false }>) => void
  /** What was loaded before: a file that has changed since is told at once. Default: what is there now. */
  readonly since?: LoadedDirectory
}

/** Programs write a file in several steps; they are over after so many milliseconds, or another change follows. */
const settling = 50

/** Where changes show: beside the file, and beside what it links to. Replacing a file is a change of its folder. */
function foldersOf(file: string): readonly string[] {
  const folder = dirname(resolve(file))
  try {
    return [...new Set([folder, dirname(realpathSync(file))])]
  } catch {
    return [folder]
  }
}

/**
 * Watches a directory file and loads it again when its content changes, however it was written or replaced. The same
 * content is not told twice. Does not keep the process alive.
 *
 * It does not follow a folder that is itself removed or renamed, nor links changed elsewhere than at the file. Throws
 * what node:fs throws where its folder cannot be watched.
 */
export function watchDirectory(file: string, listeners: DirectoryListeners): { close(): void } {
  let known = listeners.since?.version
  let timer: NodeJS.Timeout | undefined
  const look = (): void => {
    timer = undefined
    const opened = openDirectory(file)
    if (opened.version === known) return
    known = opened.version
    const loaded = opened.parse()
    if (loaded.ok) listeners.onChange(loaded.directory, loaded.withoutEffect)
    else listeners.onMistakes(loaded)
  }
  const lookSoon = (): void => {
    timer ??= setTimeout(look, settling).unref()
  }
  const watchers: FSWatcher[] = foldersOf(file).map((folder) =>
    watch(folder, { persistent: false }, lookSoon),
  )
  // A folder that vanishes is an error on some systems; the file in it is gone then.
  for (const watcher of watchers) watcher.on('error', lookSoon)
  known ??= openDirectory(file).version
  lookSoon()
  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
