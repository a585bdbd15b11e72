import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../../packages/clearway/dist/main.js', import.meta.url))

/** A `clearway serve` as a process of its own. */
export interface ServeProcess {
  /** What it has written to standard error. */
  readonly said: () => string
  /** Ends it as a crash or the kernel would: SIGKILL. Resolves when it is gone. */
  readonly kill: () => Promise<void>
  /** Asks it to stop (SIGTERM). Resolves to its exit code. */
  readonly stop: () => Promise<number | null>
  /** Resolves to the exit code, by whatever it ends. */
  readonly ended: Promise<number | null>
}

const begin = (child: ChildProcess): ServeProcess => {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  child.stdout?.resume()
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  onTestFinished(async () => {
    await end('SIGKILL')
  })
  return {
    said: () => said,
    ended,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}

export interface ServeOptions {
  /** True: every write to a file fails, as on a full disk. */
  readonly diskFull?: boolean
}

/** Starts `clearway serve`, not yet listening. */
export const spawnServe = (configFile: string, { diskFull = false }: ServeOptions = {}): ServeProcess => {
  if (!existsSync(main)) throw new Error('packages/clearway/dist is missing: run `npm run build` first')
  const command = [process.execPath, main, 'serve', '--config', configFile]
  // A file may not grow beyond nothing, and whoever tries is told so instead of being ended (SIGXFSZ).
  const limited = ['sh', '-c', 'trap "" XFSZ; ulimit -f 0; exec "$@"', 'sh', ...command]
  const [program = '', ...words] = diskFull ? limited : command
  return begin(spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** Starts `clearway serve` and waits until it listens. */
export const serve = async (configFile: string, options: ServeOptions = {}): Promise<ServeProcess> => {
  const server = spawnServe(configFile, options)
  await new Promise<void>((resolve, reject) => {
    const look = setInterval(() => {
      if (!server.said().includes('clearway listens on')) return
      clearInterval(look)
      resolve()
    }, 10)
    void server.ended.then((code) => {
      clearInterval(look)
      reject(new Error(`clearway serve ended with ${code}: ${server.said()}`))
    })
  })
  return server
}
