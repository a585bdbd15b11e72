const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'that is a folder',
  EACCES: 'this process may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'there is no room left',
}

/** Why a file cannot be written, in a sentence. */
export const whyNotWritten = (file: string, code: string): string =>
  `${file} cannot be written: ${reasons[code] ?? code}`
