import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../../packages/clearway/dist/main.js', import.meta.url))

/** A `clearway serve` as a process of its own. */
export interface ServeProcess {
  /** What it has written to standard error. */
  readonly said: () => string
  /** What it has written to standard output: its log. */
  readonly logged: () => string
  /** Resolves when it listens, or has ended. */
  readonly up: Promise<void>
  /** Resolves to the exit code, by whatever it ends; null after a signal. */
  readonly ended: Promise<number | null>
  /** Ends it as a crash or the kernel would: SIGKILL. Resolves when it is gone. */
  readonly kill: () => Promise<number | null>
  /** Asks it to stop: SIGTERM. */
  readonly stop: () => Promise<number | null>
  /** Throws an error that nobody catches in it: only with `mayCrash`. */
  readonly crash: () => Promise<number | null>
}

const follow = (child: ChildProcess): ServeProcess => {
  let said = ''
  let logged = ''
  // 'close', not 'exit': all that it has written has come.
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const listening = new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('clearway listens on')) resolve()
    })
  })
  child.stdout?.on('data', (chunk: Buffer) => {
    logged += chunk.toString('utf8')
  })
  const end = (signal: 'SIGKILL' | 'SIGTERM' | 'SIGUSR2'): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  return {
    said: () => said,
    logged: () => logged,
    up: Promise.race([listening, ended.then(() => undefined)]),
    ended,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    crash: () => end('SIGUSR2'),
  }
}

export interface ServeOptions {
  /** True: every write to a file fails, as on a full disk. */
  readonly diskFull?: boolean
  /** True: standard output takes nothing, as a file on a full disk. */
  readonly outputFull?: boolean
  /** True: `crash` works. */
  readonly mayCrash?: boolean
}

const crashing = `data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('crash')})`

/** Starts `clearway serve`, not yet listening. It ends with the test. */
export const spawnServe = (
  configFile: string,
  { diskFull = false, outputFull = false, mayCrash = false }: ServeOptions = {},
): ServeProcess => {
  if (!existsSync(main)) throw new Error('packages/clearway/dist is missing: run `npm run build` first')
  const first = mayCrash ? ['--import', crashing] : []
  const command = [process.execPath, ...first, main, 'serve', '--config', configFile]
  // A file may not grow beyond nothing, and whoever tries is told so instead of being ended (SIGXFSZ).
  const limited = ['sh', '-c', 'trap "" XFSZ; ulimit -f 0; exec "$@"', 'sh', ...command]
  const [program = '', ...words] = diskFull ? limited : command
  const output = outputFull ? openSync('/dev/full', 'w') : 'pipe'
  const server = follow(spawn(program, words, { stdio: ['ignore', output, 'pipe'] }))
  if (typeof output === 'number') closeSync(output)
  onTestFinished(async () => {
    await server.kill()
  })
  return server
}

/** Starts `clearway serve` and waits until it listens. */
export const serve = async (configFile: string, options: ServeOptions = {}): Promise<ServeProcess> => {
  const server = spawnServe(configFile, options)
  await server.up
  if (!server.said().includes('clearway listens on'))
    throw new Error(`clearway serve ended: ${server.said()}`)
  return server
}
