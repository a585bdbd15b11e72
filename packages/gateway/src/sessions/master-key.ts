import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The key that all others derive from: the configured one, else a file beside the store, made at first start.
 *
 * The file is readable by its owner alone. Two processes that start at once agree: the first to create it wins.
 *
 * @param folder - The store's folder; made when missing.
 */
export const loadMasterKey = (folder: string, configured: string | undefined): Buffer => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (configured !== undefined) return createHash('sha256').update(configured).digest()
  const file = join(folder, 'key')
  try {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file)
}
