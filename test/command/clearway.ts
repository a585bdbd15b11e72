import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** The built command. */
export const main: string = fileURLToPath(new URL('../../packages/clearway/dist/main.js', import.meta.url))

/** How a command ended, and what it wrote. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The command as a process that runs. */
export interface Running {
  readonly pid: number
  /** Resolves when the pattern is in what it has written; rejects when it ends before. */
  sees(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<RegExpMatchArray>
  signal(name: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

const running = new Set<Child>()

const mostSeconds = 120

/**
 * Two bounds of the time that a command gets, of which a test needs a part: by the clock, which its parent holds, and by
 * the processor's time, which the system holds also when the runner was killed and a command spins for ever.
 */
const bounded = (args: readonly string[]): readonly [program: string, args: readonly string[]] =>
  process.platform === 'win32'
    ? [process.execPath, args]
    : ['/bin/sh', ['-c', `ulimit -t ${mostSeconds} && exec "$0" "$@"`, process.execPath, ...args]]

/** Ends what a failed test left running. */
export const killAll = (): void => {
  for (const child of running) child.kill('SIGKILL')
}

const readable = (child: Child): { readonly text: Record<'stdout' | 'stderr', string> } => {
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8')
    child[name].on('data', (chunk: string) => {
      text[name] += chunk
    })
  }
  return { text }
}

/**
 * Starts the built command as its users do, as a process of its own.
 *
 * @param env - Its whole environment besides PATH.
 * @param input - Its standard input; without it there is none.
 */
export const start = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: string | Uint8Array,
): Running => {
  if (!existsSync(main)) throw new Error(`${main} is missing: run npm run build first`)
  const child = spawn(...bounded([main, ...args]), {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: mostSeconds * 1000,
    killSignal: 'SIGKILL',
  })
  // A command that does not read its input to the end closes the pipe: no failure of the test.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  running.add(child)
  const { text } = readable(child)
  const ended = once(child, 'close').then(([code]): Ended => {
    running.delete(child)
    return { code: code as number | null, ...text }
  })
  return {
    pid: child.pid ?? 0,
    ended,
    signal: (name) => void child.kill(name),
    sees: (stream, pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text[stream])
          if (!match) return
          child[stream].off('data', look)
          resolve(match)
        }
        child[stream].on('data', look)
        look()
        void ended.then(({ code, stderr }) => reject(new Error(`it ended with ${code}: ${stderr}`)))
      }),
  }
}

/** Runs the built command to its end. */
export const run = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input?: string | Uint8Array,
): Promise<Ended> => start(args, env, input).ended

/** A folder for one test, and files in it. */
export interface Folder {
  readonly path: string
  write(name: string, text: string): string
  remove(): void
}

export const createFolder = (): Folder => {
  const path = mkdtempSync(join(tmpdir(), 'clearway-command-'))
  return {
    path,
    write: (name, text) => {
      writeFileSync(join(path, name), text)
      return join(path, name)
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
