import type { DataPath } from '@clearway/yaml'

/** A value in other words, and how that is told. */
export interface Meant {
  readonly value: string
  readonly told: string
}

/** What manifests have at one of their places besides what the directory knows. */
export interface ManifestPlace {
  /** Names of what nothing here acts on. */
  readonly inert?: readonly string[]
  /** Names of the older format, by where what they name belongs from this place on. */
  readonly older?: Readonly<Record<string, DataPath>>
  /** Names of the directory’s own for which null stands where nothing was set. */
  readonly nullable?: readonly string[]
  /** In what words of the directory a value is meant; undefined where it is in those words already. */
  readonly meant?: Readonly<Record<string, (value: unknown) => Meant | undefined>>
  /** Of an item of a list, why it is left out; undefined where it is not. */
  readonly leftOut?: (item: unknown) => string | undefined
  /** The places below this one, by name; the same for a mapping and for a list of mappings. */
  readonly below?: Readonly<Record<string, ManifestPlace>>
}
