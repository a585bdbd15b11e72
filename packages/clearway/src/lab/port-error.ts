/** A port that the lab needs cannot be used; names the option that changes it. */
export class PortError extends Error {
  override readonly name = 'PortError'
  readonly code = 'ERR_PORT'
  constructor(why: string, option: string, cause: unknown) {
    super(`${why}\n  fix: choose another with ${option}`, { cause })
  }
}
