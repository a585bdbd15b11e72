// Makes a fresh clone ready: installs dependencies, builds, and (with --test) finds or installs Chromium and Firefox.
// Runs before `npm start`, `npm test` and `npm run bench`; has no dependency itself.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Clearway needs Node 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

const quietNpmNotices = { ...process.env, npm_config_update_notifier: 'false', npm_config_fund: 'false' }

const run = (command, args, what) => {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], env: quietNpmNotices })
  if (result.status === 0) return
  console.error(
    `${what} failed: ${command} ${args.join(' ')} ended with ${result.status ?? result.error?.message}`,
  )
  process.exit(1)
}

const installDependencies = () => {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.clearway-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.error('Installing dependencies (once) ...')
  // Not `npm ci`: it refuses when a registry lacks a binary package of some other platform, which nobody here needs.
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-save'], 'installing dependencies')
  writeFileSync(stamp, lock)
}

/** What the compiler reads. The gallery has its build in the folder of its sources. */
const isSource = (path) =>
  /(?<!\.test)\.ts$/.test(path) && !/[\\/](dist|node_modules)[\\/]/.test(path.slice(root.length))

const newestIn = (folder) => {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name)
    if (entry.isFile() && isSource(path)) newest = Math.max(newest, statSync(path).mtimeMs)
  }
  return newest
}

const build = () => {
  const sources = [
    ...readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name)),
    join(root, 'examples'),
    join(root, 'examples', 'gallery'),
  ]
  const stale = sources.some((folder) => {
    const info = join(folder, 'dist', '.tsbuildinfo')
    const own = join(folder, 'src')
    return !existsSync(info) || statSync(info).mtimeMs < newestIn(existsSync(own) ? own : folder)
  })
  if (!stale) return
  console.error('Building ...')
  run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], 'building')
}

const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const firefoxPaths = ['/usr/bin/firefox-esr', '/usr/bin/firefox']
const canInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

const installFromDebian = (name, title) => {
  console.error(`Installing ${title} from Debian (once) ...`)
  run('apt-get', ['update', '-qq'], 'updating the package list')
  run('apt-get', ['install', '-y', '-qq', name], `installing ${title}`)
}

const findOrInstallChromium = () => {
  if (process.env.CLEARWAY_CHROMIUM ?? chromiumPaths.find(existsSync)) return
  if (!canInstall()) {
    console.error(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium) or set CLEARWAY_CHROMIUM.',
    )
    process.exit(1)
  }
  installFromDebian('chromium', 'Chromium')
}

/** Verdicts for Firefox are compared with it where it can be had; in CI it has to be there. */
const findOrInstallFirefox = () => {
  if (process.env.CLEARWAY_FIREFOX ?? firefoxPaths.find(existsSync)) return
  if (canInstall()) return installFromDebian('firefox-esr', 'Firefox')
  console.error(
    'The tests that compare verdicts with Firefox are skipped without it: install it (Debian: apt-get install ' +
      'firefox-esr) or set CLEARWAY_FIREFOX.',
  )
  if (process.env.CI === 'true') process.exit(1)
}

/** A browser's clock is moved by a small library that is compiled for it. */
const findOrInstallCompiler = () => {
  if (process.platform !== 'linux' || spawnSync('cc', ['--version']).status === 0) return
  if (canInstall()) return installFromDebian('build-essential', 'a C compiler')
  console.error('The tests that let hours pass in a browser are skipped without a C compiler (cc).')
  if (process.env.CI === 'true') process.exit(1)
}

installDependencies()
build()
if (process.argv.includes('--test')) {
  findOrInstallChromium()
  findOrInstallFirefox()
  findOrInstallCompiler()
}
