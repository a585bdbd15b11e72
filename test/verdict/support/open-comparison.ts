import type { ChromiumOptions } from '../../support/chromium.ts'
import type { BrowserCalls } from './browser-calls.ts'
import { startChromiumCalls } from './chromium-calls.ts'
import { createComparison, type Compare } from './compare-with-browser.ts'
import { startFirefoxCalls, type FirefoxOptions } from './firefox-calls.ts'
import { startProgrammableServer, type ProgrammableServer } from './programmable-server.ts'

/** A browser to compare verdicts with. */
export interface Comparison {
  readonly compare: Compare
  close(): Promise<void>
}

/** Compares verdicts with Chromium. */
export const openChromium = (options: ChromiumOptions): Promise<Comparison> =>
  open((server) => startChromiumCalls(server, options))

/** Compares verdicts with Firefox. */
export const openFirefox = (options: FirefoxOptions): Promise<Comparison> =>
  open((server) => startFirefoxCalls(server, options))

async function open(start: (server: ProgrammableServer) => Promise<BrowserCalls>): Promise<Comparison> {
  const server = await startProgrammableServer()
  const browser = await start(server).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  return {
    compare: createComparison(server, browser),
    async close() {
      await browser.close()
      await server.close()
    },
  }
}
