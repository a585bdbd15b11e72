import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import type { BrowserCalls } from './browser-calls.ts'
import { makeCalls, type CaseGot } from './page-calls.ts'
import type { ProgrammableServer } from './programmable-server.ts'
import { connectBidi, type Bidi } from './webdriver-bidi.ts'

/** Cases at a time in one page. */
const width = 8

/** Where Firefox is, `undefined` when it is not installed. `CLEARWAY_FIREFOX` names another. */
export function firefoxPath(): string | undefined {
  const named = process.env['CLEARWAY_FIREFOX']
  return (named ? [named] : ['/usr/bin/firefox-esr', '/usr/bin/firefox']).find(existsSync)
}

export interface FirefoxOptions {
  /** `partitioned` is Firefox's default: cookies of other sites are kept apart by the page's site. */
  readonly thirdPartyCookies: 'allowed' | 'partitioned'
  /** More variables of its environment. */
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts a headless Firefox that takes the server for its proxy, so that every host and port comes to it. */
export async function startFirefoxCalls(
  server: ProgrammableServer,
  { thirdPartyCookies, environment }: FirefoxOptions,
): Promise<BrowserCalls> {
  const path = firefoxPath()
  if (!path) throw new Error('Firefox is missing: install it (Debian: apt-get install firefox-esr)')
  const profile = await mkdtemp(join(tmpdir(), 'firefox-profile-'))
  await writeFile(join(profile, 'user.js'), preferences(server.port, thirdPartyCookies))
  const firefox = spawn(path, ['--headless', '--remote-debugging-port=0', '--profile', profile], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1', ...environment },
  })
  // A test that forgets to close it, or is ended early, leaves no browser behind.
  const kill = (): boolean => firefox.kill('SIGKILL')
  process.once('exit', kill)
  const end = async (): Promise<void> => {
    process.off('exit', kill)
    if (firefox.exitCode === null) {
      const gone = once(firefox, 'exit')
      kill()
      await gone
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const bidi = await connectBidi(await bidiAddress(firefox, path))
    return createCalls(bidi, end)
  } catch (error) {
    await end()
    throw error
  }
}

function createCalls(bidi: Bidi, end: () => Promise<void>): BrowserCalls {
  const openTab = async (url: string): Promise<string> => {
    const { context } = await bidi.send('browsingContext.create', { type: 'tab' })
    await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    return String(context)
  }
  const pages = new Map<string, Promise<string>>()
  return {
    async run(origin, cases) {
      const address = origin === 'null' ? 'http://sandbox.test/page?sandbox' : `${origin}/page`
      const page = pages.get(address) ?? openTab(address)
      pages.set(address, page)
      const { result, exceptionDetails } = await bidi.send('script.evaluate', {
        expression: `(${String(makeCalls)})(${JSON.stringify(cases)}, ${width}).then(JSON.stringify)`,
        target: { context: await page },
        awaitPromise: true,
      })
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails))
      const seen = JSON.parse((result as { value: string }).value) as CaseGot[]
      return seen.map(({ id, got, took }) => ({ id, took, calls: got.map((each) => ({ got: each })) }))
    },
    async visit(address) {
      const context = await openTab(address)
      await bidi.send('browsingContext.close', { context })
    },
    async close() {
      bidi.close()
      await end()
    },
  }
}

/** Firefox says on stderr where it listens. */
async function bidiAddress(firefox: ChildProcess, path: string): Promise<string> {
  if (!firefox.stderr) throw new Error(`${path} has no stderr`)
  for await (const line of createInterface(firefox.stderr)) {
    const address = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    firefox.stderr.resume()
    return address
  }
  throw new Error(`${path} ended with ${firefox.exitCode} before it listened`)
}

function preferences(port: number, thirdPartyCookies: FirefoxOptions['thirdPartyCookies']): string {
  const values: Readonly<Record<string, string | number | boolean>> = {
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': port,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': port,
    'network.proxy.allow_hijacking_localhost': true,
    'network.trr.mode': 5,
    // nsICookieService: 0 accepts all, 5 partitions foreign ones (the default).
    'network.cookie.cookieBehavior': thirdPartyCookies === 'allowed' ? 0 : 5,
    'dom.security.https_first': false,
    'app.update.disabledForTesting': true,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'datareporting.policy.dataSubmissionEnabled': false,
    'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'services.settings.server': 'http://settings.invalid/',
    'toolkit.telemetry.enabled': false,
  }
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('')
}
