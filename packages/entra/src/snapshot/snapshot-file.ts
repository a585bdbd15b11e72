import { createHash, randomUUID } from 'node:crypto'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'

/** The form of the file. A program that writes another form says so here. */
const schema = 'clearway.entra-snapshot/1'
const mostBytes = 256 * 1024 * 1024

const digestOf = (state: string): string => createHash('sha256').update(state).digest('hex')

/** The error of a snapshot that cannot be read or written. It names the file, and quotes nothing of it. */
function snapshotError(path: string, what: string, cause?: unknown): Error {
  const message = `The snapshot ${path} ${what}.`
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), {
    code: 'ERR_ENTRA_SNAPSHOT',
  })
}

/** The error of a snapshot that does not hold what was written, or not what it should. */
export const damaged = (path: string): Error =>
  snapshotError(path, 'is damaged. It was left as it is: move it away to start without it')

const reasonOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'no reason given'

function parse(path: string, text: string): unknown {
  const [head = '', state = ''] = text.split(/\n(.*)/s, 2)
  const [form = '', digest] = head.split(' ')
  if (form !== schema && form.startsWith('clearway.entra-snapshot/')) {
    throw snapshotError(path, `has the form ${form.slice(0, 64)}, and ${schema} is known here`)
  }
  if (form !== schema || digest !== digestOf(state.trimEnd())) throw damaged(path)
  try {
    return JSON.parse(state)
  } catch {
    // Not as a cause: its message quotes the text.
    throw damaged(path)
  }
}

/**
 * Reads a snapshot; undefined if there is no file. Its digest is checked, so that what it returns is what was written.
 * Throws `ERR_ENTRA_SNAPSHOT` for a file that is damaged, of another form, or cannot be read.
 */
export async function readSnapshot(path: string): Promise<unknown> {
  try {
    if ((await stat(path)).size > mostBytes) throw snapshotError(path, 'has more than 256 MB')
    return parse(path, await readFile(path, 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw code === 'ERR_ENTRA_SNAPSHOT'
      ? error
      : snapshotError(path, `cannot be read: ${reasonOf(error)}`, error)
  }
}

/**
 * Writes a snapshot, readable by its owner only, as a whole or not at all: a file beside it takes its place. Throws
 * `ERR_ENTRA_SNAPSHOT`.
 * @param state JSON
 */
export async function writeSnapshot(path: string, state: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await file.writeFile(`${schema} ${digestOf(state)}\n${state}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined)
    throw snapshotError(path, `cannot be written: ${reasonOf(error)}`, error)
  }
}
