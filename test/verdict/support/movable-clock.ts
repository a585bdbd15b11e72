import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A clock for a browser that can be moved on while it runs, so that hours pass at once. */
export interface MovableClock {
  /** The environment of a process that lives by it. */
  readonly environment: { readonly LD_PRELOAD: string; readonly MOVABLE_CLOCK: string }
  /** Sets it ahead of the true clock by so many seconds. */
  moveTo(seconds: number): Promise<void>
  remove(): Promise<void>
}

const source = fileURLToPath(new URL('movable-clock.c', import.meta.url))

/** Whether there is a C compiler. */
export const hasCompiler = (): boolean => spawnSync('cc', ['--version']).status === 0

/** Makes a clock. Needs Linux and a C compiler named `cc`. */
export async function createMovableClock(): Promise<MovableClock> {
  const folder = await mkdtemp(join(tmpdir(), 'movable-clock-'))
  const library = join(folder, 'movable-clock.so')
  await promisify(execFile)('cc', ['-O1', '-shared', '-fPIC', '-o', library, source, '-ldl'])
  const path = join(folder, 'seconds')
  const file = await open(path, 'w')
  const moveTo = async (seconds: number): Promise<void> => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(BigInt(seconds))
    await file.write(bytes, 0, 8, 0)
  }
  await moveTo(0)
  return {
    environment: { LD_PRELOAD: library, MOVABLE_CLOCK: path },
    moveTo,
    async remove() {
      await file.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
