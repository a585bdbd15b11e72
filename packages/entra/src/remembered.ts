/** Something that is kept in memory, can be forgotten, and outlives a restart in a snapshot. */
export interface Remembered {
  /** How much there is. */
  readonly size: number
  /** All of it, as JSON. */
  entries(): readonly unknown[]
  /** Takes back what `entries` gave. */
  restore(entries: readonly unknown[]): void
  /** Forgets everything. */
  clear(): void
}
