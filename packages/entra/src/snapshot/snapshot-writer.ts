import { writeSnapshot } from './snapshot-file.ts'

/** Keeps a file up to date with what it is a snapshot of. */
export interface SnapshotWriter {
  /** Something may have changed: the file is written soon, if anything did. A failure is a warning of the process. */
  changed(): void
  /** Writes now what is not written yet. Throws `ERR_ENTRA_SNAPSHOT`. */
  flush(): Promise<void>
  /** The same, once and for all: the file may be another process's from now on. */
  close(): Promise<void>
}

/** Milliseconds within which changes are written together. */
const gathering = 500

/**
 * Writes snapshots one after the other, and none that is the same as the last.
 * @param take the state as JSON, as it is when called
 */
export function createSnapshotWriter(path: string, take: () => Promise<string>): SnapshotWriter {
  let timer: NodeJS.Timeout | undefined
  let written: string | undefined
  let isClosed = false
  let last: Promise<unknown> = Promise.resolve()
  const writeAfter = async (previous: Promise<unknown>): Promise<void> => {
    await previous
    const state = await take()
    if (state === written) return
    await writeSnapshot(path, state)
    written = state
  }
  const write = (): Promise<void> => {
    const writing = writeAfter(last)
    last = writing.catch(() => undefined)
    return writing
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    return write()
  }
  return {
    changed() {
      if (isClosed) return
      timer ??= setTimeout(() => {
        timer = undefined
        write().catch((error: unknown) => process.emitWarning(error as Error))
      }, gathering).unref()
    },
    flush,
    close() {
      isClosed = true
      return flush()
    },
  }
}
