import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAuthority, type KeyPair } from '@clearway/entra/certificates'
import { startEntra, type Behavior, type Entra, type EntraEvent } from '@clearway/entra'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchChromium, type Chromium, type ChromiumOptions } from '../../support/chromium.ts'
import { createDirectory } from './directory.ts'
import { startPageServer } from './page-server.ts'

export type ThirdPartyCookies = ChromiumOptions['thirdPartyCookies']

/** Where pages are served: on another site than the local Entra ID, and on its own. */
export const app = 'https://app.example.test'
export const neighbour = 'https://app.clearway.localhost'

/** What a page finds itself in. */
export interface Situation {
  /** Default `blocked`. */
  readonly thirdPartyCookies?: ThirdPartyCookies
  readonly behavior?: Behavior
  /** Whether hosts of Microsoft's lead nowhere. */
  readonly isOffline?: boolean
}

/** A local Entra ID, a server of pages, and browsers in which both are found. */
export interface Stage {
  readonly entra: Entra
  /** `host:port`, as MSAL wants it in `knownAuthorities`. */
  readonly host: string
  /** What Entra did since a page was last opened. */
  readonly events: readonly EntraEvent[]
  /** Flags with which a Chromium of one's own finds and trusts all that is here. */
  readonly flags: readonly string[]
  /** What the page's console called an error since a page was last opened. */
  readonly consoleErrors: readonly string[]
  /**
   * Puts Entra back to its start, and opens a page in a browser without cookies or storage. The page is closed with
   * the test.
   */
  open(url: string, situation?: Situation): Promise<Page>
  close(): Promise<void>
}

/** Starts everything but the browsers, which start when they are first needed. */
export async function startStage(): Promise<Stage> {
  const { spki, tls } = await issueCertificate()
  const directory = createDirectory([app, neighbour])
  const events: EntraEvent[] = []
  const consoleErrors: string[] = []
  const [pages, entra] = await Promise.all([
    startPageServer(tls),
    startEntra({
      directory,
      tls,
      asMicrosoft: true,
      onEvent: (event) => void events.push(event),
    }),
  ])
  const flags = [
    `--ignore-certificate-errors-spki-list=${spki}`,
    `--host-resolver-rules=${resolverRules(pages.port, entra.port)}`,
  ]
  const browsers = new Map<ThirdPartyCookies, Promise<Chromium>>()
  const browserWith = (thirdPartyCookies: ThirdPartyCookies): Promise<Chromium> => {
    const browser = browsers.get(thirdPartyCookies) ?? launchChromium({ thirdPartyCookies, args: flags })
    browsers.set(thirdPartyCookies, browser)
    return browser
  }
  return {
    entra,
    host: new URL(entra.origin).host,
    events,
    flags,
    consoleErrors,
    async open(url, { behavior = {}, isOffline = false, thirdPartyCookies = 'blocked' } = {}) {
      const browser = (await browserWith(thirdPartyCookies)).context.browser()
      if (browser === null) throw new Error('Chromium has no further contexts')
      const context = await browser.newContext()
      onTestFinished(() => context.close())
      entra.replaceDirectory({ ...directory, behavior })
      await entra.control.reset()
      events.length = 0
      consoleErrors.length = 0
      context.on('console', (message) => {
        if (message.type() === 'error') consoleErrors.push(message.text())
      })
      if (isOffline) await context.route('https://login.microsoftonline.com/**', (route) => route.abort())
      const page = await context.newPage()
      await page.goto(url)
      return page
    },
    async close() {
      for (const browser of browsers.values()) await (await browser).close()
      await Promise.all([pages.close(), entra.close()])
    },
  }
}

const microsoftNames = ['login.microsoftonline.com', '*.b2clogin.com']

/** A certificate for all names that are used here, and what Chromium has to be told to take it. */
async function issueCertificate(): Promise<{ spki: string; tls: KeyPair }> {
  const folder = await mkdtemp(join(tmpdir(), 'clients-authority-'))
  try {
    const permitted = ['localhost', 'example.test', 'microsoftonline.com', 'b2clogin.com']
    const { issue, spki } = await openAuthority({ folder, permitted })
    const names = [app, neighbour].map((origin) => new URL(origin).hostname)
    return { spki, tls: await issue([...names, 'login.clearway.localhost', ...microsoftNames]) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Microsoft's names lead to the local Entra ID, and names that are not here lead nowhere. */
function resolverRules(pages: number, entra: number): string {
  return [
    ...[app, neighbour].map((origin) => `MAP ${new URL(origin).hostname}:443 127.0.0.1:${pages}`),
    ...microsoftNames.map((name) => `MAP ${name}:443 127.0.0.1:${entra}`),
    'MAP login.clearway.localhost 127.0.0.1',
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
  ].join(', ')
}
