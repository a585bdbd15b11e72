import { closeSync, openSync, readSync } from 'node:fs'

/**
 * Reads a text file, pipes and devices included, and never more than it may hold.
 *
 * @param limit - Bytes.
 * @returns The text as UTF-8; undefined when the file is larger.
 * @throws The file system's error when it cannot be read.
 */
export const readTextFile = (path: string, limit: number): string | undefined => {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(limit + 1)
    let length = 0
    for (;;) {
      const read = readSync(file, buffer, length, buffer.length - length, null)
      if (read === 0) return buffer.toString('utf8', 0, length)
      length += read
      if (length > limit) return undefined
    }
  } finally {
    closeSync(file)
  }
}
