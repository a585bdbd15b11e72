import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreKeyError } from './store-key-error.ts'

const keyBytes = 32

/** Nobody ever reads a key that is not yet whole: it gets its name when it is written. */
const makeKeyFile = (file: string): void => {
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, randomBytes(keyBytes), { flag: 'wx', mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
}

/**
 * The key that all others derive from: the configured one, else a file beside the store, made at first start.
 *
 * The file is readable by its owner alone. Two processes that start at once agree: the first to create it wins.
 *
 * @param folder - The store's folder; made when missing.
 * @throws {@link StoreKeyError} `ERR_STORE_KEY` when the file holds no key.
 */
export const loadMasterKey = (folder: string, configured: string | undefined): Buffer => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (configured !== undefined) return createHash('sha256').update(configured).digest()
  const file = join(folder, 'key')
  if (!existsSync(file)) makeKeyFile(file)
  const key = readFileSync(file)
  if (key.length === keyBytes) return key
  throw new StoreKeyError(
    `${file} holds no key (${key.length} bytes instead of ${keyBytes}): restore it, or remove the folder, which signs everybody out`,
  )
}
