import { createHash } from 'node:crypto'
import {
  loadText,
  mistake,
  readYaml,
  renderMistakes,
  writePath,
  type Checked,
  type LocatedMistake,
  type Mistake,
  type TextLimit,
} from '@clearway/yaml'
import { findMistakes, type DirectoryMistake } from './check-directory.ts'
import type { Directory } from './directory.ts'
import { directoryFileJsonSchema } from './json-schema.ts'
import { isManifest, readManifests } from './manifest/read-manifests.ts'

/** A mistake with its place in the file; lines and columns count from 1. */
export interface LocatedDirectoryMistake extends DirectoryMistake {
  readonly line: number
  readonly column: number
}

/** A directory file that was loaded, or everything that is wrong with it. */
export type LoadedDirectory = (
  | {
      readonly ok: true
      readonly directory: Directory
      /** What manifests in it have and nothing here acts on, each once: `web.homePageUrl`, `optionalClaims ctry`. */
      readonly withoutEffect: readonly string[]
    }
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

const loneManifest = mistake(
  'config/missing-key',
  [],
  'this is the manifest of an application, not a directory',
  'put it into the list "applications" of a tenant: clearway entra --init writes a directory to begin with',
)

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

/** A directory as files have it: applications are manifests, in either format of Entra’s, or as few words as are needed. */
function checkFile(
  written: unknown,
): Checked<Pick<LoadedDirectory & { ok: true }, 'directory' | 'withoutEffect'>> {
  if (isManifest(written)) return { ok: false, mistakes: [loneManifest] }
  const { data, mistakes: unread, withoutEffect, writtenAt } = readManifests(written)
  const found = findMistakes(data, directoryFileJsonSchema)
  const atPlace = found.map((each): Mistake => Object.assign({}, each, { path: writtenAt(each.path) }))
  const mistakes = [...unread, ...atPlace]
  if (mistakes.length === 0) return { ok: true, data: { directory: data as Directory, withoutEffect } }
  return { ok: false, mistakes }
}

/** The same as `loadDirectory` for a text that is at hand; `name` stands in front of each place. */
export function parseDirectory(source: string, name: string): LoadedDirectory {
  const version = digest(source)
  const read = readYaml(source, largest, checkFile)
  if (read.ok) return { ok: true, ...read.data, version }
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
 * It takes its time with large files: about half a second for 10,000 users in YAML, a tenth of that in JSON.
 */
export function loadDirectory(file: string): LoadedDirectory {
  return openDirectory(file).parse()
}
