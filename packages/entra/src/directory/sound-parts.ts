import type { DataPath } from '@clearway/yaml'

/** Something of which any part may be absent, because it was wrong. */
export type Sound<T> = T extends readonly (infer Item)[]
  ? readonly (Sound<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Sound<T[Key]> | undefined }
    : T

/** A value without what stands at some paths: items of a list become undefined, so that others keep their index. */
function without(value: unknown, paths: readonly DataPath[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value
  const below = new Map<string, DataPath[]>()
  for (const [first, ...rest] of paths) {
    const key = String(first)
    below.set(key, [...(below.get(key) ?? []), rest])
  }
  const prune = (key: string, part: unknown): unknown => without(part, below.get(key) ?? [])
  if (Array.isArray(value)) return value.map((item, index) => prune(String(index), item))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, prune(key, part)]))
}

/** The parts of data that their schema finds right, so that one mistake does not hide another. */
export function soundParts<T>(data: unknown, mistaken: readonly DataPath[]): Sound<T> {
  return (without(data, mistaken) ?? {}) as Sound<T>
}
