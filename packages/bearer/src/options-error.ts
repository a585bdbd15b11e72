/** Thrown for options with which a guard or a key source would be unsafe or useless; never for a token. */
export class BearerOptionsError extends TypeError {
  override readonly name = 'BearerOptionsError'
  readonly code = 'ERR_BEARER_OPTIONS'
}
