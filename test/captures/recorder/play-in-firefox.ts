import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { freePort } from '../../../packages/clearway/src/lab/free-port.ts'
import { firefoxPath } from '../../verdict/support/firefox-calls.ts'
import type { Scene, Variant } from '../scene.ts'
import { connectMarionette, type Marionette } from './marionette.ts'
import { openScene } from './open-scene.ts'

/**
 * Plays a variant of a scene in Firefox with its network monitor open, and returns the HAR that the monitor
 * makes. Scenes that are driven by hand cannot be played here.
 */
export async function playInFirefox(scene: Scene, variant: Variant): Promise<string> {
  if (scene.drive) throw new Error(`${scene.name} is driven by hand, in Chromium`)
  const opened = await openScene(scene, variant)
  try {
    const firefox = await startFirefox(opened.port)
    try {
      return await record(firefox.marionette, opened.start)
    } finally {
      await firefox.close()
    }
  } finally {
    await opened.close()
  }
}

interface Firefox {
  readonly marionette: Marionette
  close(): Promise<void>
}

/** Starts a headless Firefox with an empty profile that takes a server for its proxy, for all hosts. */
async function startFirefox(proxyPort: number): Promise<Firefox> {
  const path = firefoxPath()
  if (!path) throw new Error('Firefox is missing: install it (Debian: apt-get install firefox-esr)')
  const profile = await mkdtemp(join(tmpdir(), 'firefox-profile-'))
  const port = await freePort()
  const preferences = {
    'marionette.port': port,
    'devtools.netmonitor.persistlog': true,
    'devtools.netmonitor.har.includeResponseBodies': true,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.captive-portal-service.enabled': false,
    'network.connectivity-service.enabled': false,
    'dom.security.https_first': false,
  }
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  )
  await writeFile(join(profile, 'user.js'), lines.join(''))
  const firefox = spawn(
    path,
    ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profile],
    { stdio: 'ignore', env: { ...process.env, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' } },
  )
  const isRunning = (): boolean => firefox.exitCode === null && firefox.signalCode === null
  // A recording that is ended early leaves no browser behind.
  const kill = (): boolean => firefox.kill('SIGKILL')
  process.once('exit', kill)
  const end = async (): Promise<void> => {
    process.off('exit', kill)
    if (isRunning()) {
      const gone = once(firefox, 'exit')
      kill()
      await gone
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const marionette = await connectMarionette(port, isRunning)
    return {
      marionette,
      close: () => {
        marionette.close()
        return end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

async function record({ send }: Marionette, start: string): Promise<string> {
  await send('WebDriver:SetTimeouts', { script: 60_000 })
  const inInterface = async (script: string): Promise<unknown> => {
    await send('Marionette:SetContext', { value: 'chrome' })
    const answer = await send('WebDriver:ExecuteAsyncScript', { script: settling(script), args: [] })
    await send('Marionette:SetContext', { value: 'content' })
    const { ok, failed } = (answer as { value: { ok?: unknown; failed?: string } }).value
    if (failed !== undefined) throw new Error(failed)
    return ok
  }
  await inInterface(`await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: 'netmonitor' })`)
  await send('WebDriver:Navigate', { url: start })
  await send('WebDriver:ExecuteAsyncScript', { script: whenPlayed, args: [] })
  return String(await inInterface(exportHar))
}

const settling = (script: string): string => `
  const done = arguments[arguments.length - 1]
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs')
  const { gDevTools } = require('devtools/client/framework/devtools')
  const run = async () => { ${script} }
  run().then((ok) => done({ ok: ok ?? null }), (error) => done({ failed: String(error) }))
`

const whenPlayed = `
  const done = arguments[arguments.length - 1]
  const look = () => document.documentElement.dataset.played === 'yes' ? done() : setTimeout(look, 50)
  look()
`

/** “Save All As HAR”. It waits for ever for what it is asked of too early, so requests get a moment to end. */
const exportHar = `
  const monitor = await gDevTools.getToolboxForTab(gBrowser.selectedTab).getNetMonitorAPI()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  return JSON.stringify(await monitor.getHar(), null, 2)
`
