import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium, type BrowserContext, type Page } from 'playwright-core'

export interface ChromiumOptions {
  /** Builds and users differ in it, and so do the results: a test says which it means. */
  readonly thirdPartyCookies: 'blocked' | 'allowed'
  /** Further command line flags, such as `--host-resolver-rules=…`. */
  readonly args?: readonly string[]
}

export interface Chromium {
  readonly context: BrowserContext
  newPage(): Promise<Page>
  /** Ends the browser and removes its profile. */
  close(): Promise<void>
}

/**
 * Starts a headless Chromium with an empty profile. It resolves any `*.localhost` name to this machine.
 *
 * @throws Error that names what is missing when there is no Chromium. A test must not skip for that.
 */
export async function launchChromium(options: ChromiumOptions): Promise<Chromium> {
  const executablePath = chromiumPath()
  const profile = await mkdtemp(join(tmpdir(), 'chromium-profile-'))
  await writePreferences(profile, options.thirdPartyCookies)
  const removeProfile = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 5 })

  const context = await chromium
    .launchPersistentContext(profile, {
      executablePath,
      headless: true,
      args: [...flags, ...(options.args ?? [])],
    })
    .catch(async (error: unknown) => {
      await removeProfile()
      throw new Error(`${executablePath} did not start`, { cause: error })
    })
  return {
    context,
    newPage: () => context.newPage(),
    async close() {
      await context.close()
      await removeProfile()
    },
  }
}

/**
 * The error messages of a page's console, in order, as an array that grows from now on. Among them is what
 * the page's own code never learns: "Access to fetch at … has been blocked by CORS policy: …".
 */
export function consoleErrors(page: Page): readonly string[] {
  const messages: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') messages.push(message.text())
  })
  return messages
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

function chromiumPath(): string {
  const named = process.env['CLEARWAY_CHROMIUM']
  const path = named ? [named].find(existsSync) : usualPaths.find(existsSync)
  if (path) return path
  throw new Error(
    named
      ? `Chromium is missing: CLEARWAY_CHROMIUM names ${named}, which does not exist`
      : `Chromium is missing: none of ${usualPaths.join(', ')} exists; install it (Debian: apt-get install ` +
          'chromium), or name its path in CLEARWAY_CHROMIUM',
  )
}

async function writePreferences(profile: string, thirdPartyCookies: 'blocked' | 'allowed'): Promise<void> {
  const blocked = thirdPartyCookies === 'blocked'
  await mkdir(join(profile, 'Default'))
  await writeFile(
    join(profile, 'Default', 'Preferences'),
    JSON.stringify({
      profile: {
        // content_settings::CookieControlsMode: 0 off, 1 block third-party cookies. The boolean is the older
        // name of the same preference, from which builds still migrate.
        cookie_controls_mode: blocked ? 1 : 0,
        block_third_party_cookies: blocked,
      },
    }),
  )
}
