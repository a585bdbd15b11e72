import type { DataPath } from '@clearway/yaml'

/** Remembers where parts of something stood before they were moved, so that mistakes are told where they were made. */
export interface Places {
  /** Notes that what stands at one place now, with all below it, was written at another. */
  move(to: DataPath, from: DataPath): void
  /** Where something was written that stands at a place now: there, unless it or what it is in was moved. */
  writtenAt(path: DataPath): DataPath
}

/** Places of which none has moved yet. */
export function createPlaces(): Places {
  const origins = new Map<string, DataPath>()
  return {
    move: (to, from) => void origins.set(JSON.stringify(to), from),
    writtenAt(path) {
      for (let length = path.length; length > 0 && origins.size > 0; length -= 1) {
        const from = origins.get(JSON.stringify(path.slice(0, length)))
        if (from !== undefined) return [...from, ...path.slice(length)]
      }
      return path
    },
  }
}
