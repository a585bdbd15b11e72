import type { ChromiumOptions } from '../../support/chromium.ts'
import type { BrowserCalls } from './browser-calls.ts'
import { startChromiumCalls } from './chromium-calls.ts'
import { createComparison, type Compare } from './compare-with-browser.ts'
import { startFirefoxCalls, type FirefoxOptions } from './firefox-calls.ts'
import { createMovableClock, type MovableClock } from './movable-clock.ts'
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

/** Compares verdicts with a Chromium whose preflight answers grow old as the cases say. One case at a time. */
export async function openAgeingChromium(options: ChromiumOptions): Promise<Comparison> {
  const clock = await createMovableClock()
  const preload = Object.entries(clock.environment).map(([name, value]) => `${name}=${value}`)
  const args = [...(options.args ?? []), `--utility-cmd-prefix=env ${preload.join(' ')}`]
  return open((server) => startChromiumCalls(server, { ...options, args }), clock)
}

/** Compares verdicts with a Firefox whose preflight answers grow old as the cases say. One case at a time. */
export async function openAgeingFirefox(options: FirefoxOptions): Promise<Comparison> {
  const clock = await createMovableClock()
  const { environment } = clock
  return open((server) => startFirefoxCalls(server, { ...options, environment }), clock)
}

async function open(
  start: (server: ProgrammableServer) => Promise<BrowserCalls>,
  clock?: MovableClock,
): Promise<Comparison> {
  const server = await startProgrammableServer()
  const browser = await start(server).catch(async (error: unknown) => {
    await server.close()
    await clock?.remove()
    throw error
  })
  return {
    compare: createComparison(server, browser, clock),
    async close() {
      await browser.close()
      await server.close()
      await clock?.remove()
    },
  }
}
