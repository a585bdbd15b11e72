import { createHash } from 'node:crypto'
import {
  loadText,
  readYaml,
  renderMistakes,
  writePath,
  type LocatedMistake,
  type TextLimit,
} from '@clearway/yaml'
import { findMistakes, type DirectoryMistake } from './check-directory.ts'
import type { Directory } from './directory.ts'

/** A mistake with its place in the file; lines and columns count from 1. */
export interface LocatedDirectoryMistake extends DirectoryMistake {
  readonly line: number
  readonly column: number
}

/** A directory file that was loaded, or everything that is wrong with it. */
export type LoadedDirectory = (
  | { readonly ok: true; readonly directory: Directory }
  | {
      readonly ok: false
      readonly mistakes: readonly LocatedDirectoryMistake[]
      /** The mistakes for a terminal, each with its line, a caret and the fix; secrets are masked. */
      readonly text: string
      /** There was no text to check: no file, none that can be read, or one that is too large. */
      readonly unreadable: boolean
    }
) & {
  /** Another for every other content of the file. */
  readonly version: string
}

const largest: TextLimit = { bytes: 16_000_000, fix: 'a local directory needs no more; leave users out' }

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')

const withPlace = ({ code, path, message, fix, line, column }: LocatedMistake): LocatedDirectoryMistake => ({
  code,
  path: writePath(path),
  message,
  fix,
  line,
  column,
})

/** A directory file's content, which takes little time to read, before it is parsed and checked, which takes more. */
export interface OpenedDirectory {
  readonly version: string
  parse(): LoadedDirectory
}

/** The same as `loadDirectory` for a text that is at hand; `name` stands in front of each place. */
export function parseDirectory(source: string, name: string): LoadedDirectory {
  const version = digest(source)
  const read = readYaml(source, largest, (data) => {
    const mistakes = findMistakes(data)
    return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, data: data as Directory }
  })
  if (read.ok) return { ok: true, directory: read.data, version }
  const text = renderMistakes(name, source, read.mistakes)
  return { ok: false, mistakes: read.mistakes.map(withPlace), text, unreadable: false, version }
}

/** Reads a directory file, or why it cannot be read. */
export function openDirectory(file: string): OpenedDirectory {
  const loaded = loadText(file, largest, 'name a directory file in YAML or JSON')
  if (loaded.ok) {
    return { version: digest(loaded.source), parse: () => parseDirectory(loaded.source, file) }
  }
  const { mistakes, text } = loaded
  const version = digest(text)
  const unreadable = {
    ok: false,
    mistakes: mistakes.map(withPlace),
    text,
    unreadable: true,
    version,
  } as const
  return { version, parse: () => unreadable }
}

/**
 * Loads a directory file of at most 16 MB, YAML or JSON, and checks it. Nothing is thrown: what is wrong, with the file
 * or in it, is told all at once.
 *
 * It takes its time with large files: about a second for 10,000 users.
 */
export function loadDirectory(file: string): LoadedDirectory {
  return openDirectory(file).parse()
}
