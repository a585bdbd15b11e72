import type { ConfigPath } from './mistake.ts'
import type { Referring } from './references.ts'
import { parts, type CorsConfig, type SegmentConfig } from './schema.ts'
import { showText } from './show-value.ts'

/** A segment that passes its own schema, and where it stands. */
export interface SoundSegment {
  readonly path: ConfigPath
  readonly config: SegmentConfig
}

/** An application's readable parts, and where it stands. */
export interface SoundApplication {
  readonly path: ConfigPath
  readonly name: string | undefined
  readonly allow: unknown
  readonly cors: CorsConfig | undefined
  readonly segments: readonly SoundSegment[]
}

/** The parts of a configuration that can be checked against each other, whatever is wrong with the rest. */
export interface SoundParts {
  readonly top: Readonly<Record<string, unknown>>
  readonly applications: readonly SoundApplication[]
  /** A value fit for a message: as it is, or the reference that it came from. */
  readonly show: (path: ConfigPath, value: string) => string
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const soundApplication = (value: unknown, index: number): SoundApplication => {
  const data = asRecord(value)
  const path = ['applications', index]
  const cors = parts.application.shape.cors.safeParse(data['cors'])
  return {
    path,
    name: typeof data['name'] === 'string' ? data['name'] : undefined,
    allow: data['allow'],
    cors: cors.success ? cors.data : undefined,
    segments: asList(data['segments']).flatMap((item, position) => {
      const parsed = parts.segment.safeParse(item)
      return parsed.success ? [{ path: [...path, 'segments', position], config: parsed.data }] : []
    }),
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
