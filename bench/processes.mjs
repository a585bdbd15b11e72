import { execFileSync, fork, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const available = (command) => spawnSync('which', [command]).status === 0

/** wrk and taskset, installed from Debian where that is possible. */
export const requireTools = () => {
  const missing = [
    ['wrk', 'wrk'],
    ['taskset', 'util-linux'],
  ].filter(([command]) => !available(command))
  if (missing.length === 0) return
  const packages = missing.map(([, name]) => name)
  if (process.getuid?.() === 0 && available('apt-get')) {
    execFileSync('apt-get', ['install', '-y', '-qq', ...packages], { stdio: ['ignore', 'ignore', 'inherit'] })
  } else
    throw new Error(
      `the benchmark needs ${packages.join(' and ')}: install with apt-get install ${packages.join(' ')}`,
    )
}

/** Starts a module in a process of its own on one processor; resolves with its port. */
export const startPinned = (file, cpu, env = {}, nodeArguments = []) =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
      execPath: 'taskset',
      execArgv: ['-c', String(cpu), process.execPath, ...nodeArguments],
      env: { ...process.env, NODE_ENV: 'production', ...env },
      // Logs go where a collector would read them, and cost what they cost.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
    child.once('message', ({ port }) => resolve({ port, pid: child.pid, stop: () => child.kill('SIGTERM') }))
  })

/** Loads a URL with wrk on one processor; returns requests a second and how many answers were not 2xx. */
export const load = ({ url, headers = {}, method, body = '', cpu, seconds, connections }) => {
  const script =
    method === undefined
      ? []
      : ['-s', fileURLToPath(new URL(`./wrk-${method.toLowerCase()}.lua`, import.meta.url))]
  const args = ['-c', String(cpu), 'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, ...script]
  for (const [name, value] of Object.entries(headers)) args.push('-H', `${name}: ${value}`)
  const env = { ...process.env, WRK_BODY: body }
  const output = execFileSync('taskset', [...args, url], { encoding: 'utf8', env })
  const bad = Number(/Non-2xx or 3xx responses: (\d+)/.exec(output)?.[1] ?? 0)
  const lost = /Socket errors: .*?(\d+), read (\d+), write (\d+), timeout (\d+)/.exec(output)
  return {
    rate: Number(/Requests\/sec:\s*([\d.]+)/.exec(output)?.[1]),
    failed: bad + (lost ? lost.slice(1).reduce((sum, n) => sum + Number(n), 0) : 0),
  }
}
