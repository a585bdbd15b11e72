import type { EntraKeys } from '../keys.ts'
import { damaged, readSnapshot } from './snapshot-file.ts'
import { isSnapshotState } from './snapshot-schema.ts'
import { keysOf, type SnapshotState } from './snapshot-state.ts'

/** A snapshot that can be gone on with. */
interface LoadedSnapshot {
  readonly keys: EntraKeys
  readonly state: SnapshotState
}

/**
 * Loads a snapshot; undefined if there is no file. The file stays as it is. Throws `ERR_ENTRA_SNAPSHOT` for a file that
 * cannot be read, is damaged, or holds anything else than what a snapshot does.
 */
export async function loadSnapshot(path: string): Promise<LoadedSnapshot | undefined> {
  const state = await readSnapshot(path)
  if (state === undefined) return undefined
  if (!isSnapshotState(state)) throw damaged(path)
  // Not as a cause: its message may quote a key.
  const keys = await keysOf(state).catch(() => undefined)
  if (keys === undefined) throw damaged(path)
  return { keys, state }
}
