import { type DataPath, showText } from '@clearway/yaml'
import type { Referring } from './references.ts'
import { parts, type SegmentConfig } from './schema.ts'

/** A segment's keys that pass their own schema, and where it stands. */
export interface SoundSegment {
  readonly path: DataPath
  readonly config: Partial<SegmentConfig>
  /** Whether a key is there at all, sound or not. */
  readonly has: (key: keyof SegmentConfig) => boolean
}

/** An application's readable parts, and where it stands. */
export interface SoundApplication {
  readonly path: DataPath
  readonly name: string | undefined
  readonly allow: unknown
  readonly segments: readonly SoundSegment[]
}

/** The parts of a configuration that can be checked against each other, whatever is wrong with the rest. */
export interface SoundParts {
  readonly top: Readonly<Record<string, unknown>>
  readonly applications: readonly SoundApplication[]
  /** A value fit for a message: as it is, or the reference that it came from. */
  readonly show: (path: DataPath, value: string) => string
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const soundSegment = (value: unknown, path: DataPath): SoundSegment => {
  const data = asRecord(value)
  const sound = Object.entries(parts.segment.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(data[key])
    return parsed.success && parsed.data !== undefined ? [[key, parsed.data]] : []
  })
  return {
    path,
    config: Object.fromEntries(sound) as Partial<SegmentConfig>,
    has: (key) => data[key] !== undefined,
  }
}

const soundApplication = (value: unknown, index: number): SoundApplication => {
  const data = asRecord(value)
  const path = ['applications', index]
  return {
    path,
    name: typeof data['name'] === 'string' ? data['name'] : undefined,
    allow: data['allow'],
    segments: asList(data['segments']).map((item, position) =>
      soundSegment(item, [...path, 'segments', position]),
    ),
  }
}

/**
 * Picks the parts that pass their own schema, so that one mistake does not hide another.
 *
 * @param referring - Values that came from references.
 */
export const soundParts = (data: unknown, referring: Referring): SoundParts => {
  const top = asRecord(data)
  return {
    top,
    applications: asList(top['applications']).map(soundApplication),
    show: (path, value) => showText(referring.get(JSON.stringify(path)) ?? value),
  }
}
