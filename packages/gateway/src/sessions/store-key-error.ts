/** The store's key is missing, broken, or not the one that its records were sealed with. */
export class StoreKeyError extends Error {
  override readonly name = 'StoreKeyError'
  readonly code = 'ERR_STORE_KEY'
}
