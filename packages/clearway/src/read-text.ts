import { createReadStream } from 'node:fs'

/**
 * Reads a small text whole.
 *
 * @param name - A path, or `-` for standard input.
 * @param mostBytes - What is longer is not read to its end.
 * @returns The text, or why there is none.
 */
export const readText = async (
  name: string,
  mostBytes: number,
): Promise<{ readonly text: string } | { readonly why: string }> => {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of name === '-' ? process.stdin : createReadStream(name)) {
      const piece = Buffer.from(chunk as Uint8Array)
      bytes += piece.length
      if (bytes > mostBytes) return { why: `is longer than ${mostBytes} bytes` }
      chunks.push(piece)
    }
  } catch (error) {
    return { why: whyNotRead(error) }
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder: name a file in it',
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
}

const whyNotRead = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return (Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? 'cannot be read'
}
