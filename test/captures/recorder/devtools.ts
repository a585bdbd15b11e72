import type { Page } from 'playwright-core'

import type { Chromium } from '../../support/chromium.ts'

/** DevTools, open on a page: Chromium's own front-end, in a tab of the same browser. */
export interface DevTools {
  /** Waits until every request that the network panel shows has ended. */
  settle(): Promise<void>
  /** The file that “Export HAR” writes; `withSensitiveData` is its second entry in the menu. */
  exportHar(withSensitiveData: boolean): Promise<string>
  /** The file that “Save as…” in the console writes. */
  saveConsole(): Promise<string>
}

/**
 * Opens DevTools on a page, by the front-end that Chromium serves at its remote debugging port. What it
 * exports is written by its own modules, whose names are those of Chromium 156.
 */
export async function openDevTools(browser: Chromium, debuggingPort: number, page: Page): Promise<DevTools> {
  const session = await browser.context.newCDPSession(page)
  const { targetInfo } = await session.send('Target.getTargetInfo')
  await session.detach()
  const at = `127.0.0.1:${debuggingPort}`
  const tab = await browser.newPage()
  await tab.addInitScript({ content: importer })
  await tab.goto(
    `http://${at}/devtools/inspector.html?ws=${at}/devtools/page/${targetInfo.targetId}&panel=network`,
  )
  // Nothing of the front-end may be asked for before it has set itself up.
  await tab.locator('.panel.network').waitFor({ state: 'attached' })
  await tab.waitForFunction(isAttached)
  return {
    settle: async () => void (await tab.waitForFunction(isQuiet, undefined, { polling: 300 })),
    exportHar: (withSensitiveData) => tab.evaluate(writeHar, { sanitize: !withSensitiveData }),
    saveConsole: () => tab.evaluate(writeConsole),
  }
}

// What follows runs inside the front-end.

/** Vitest rewrites `import()` in what it compiles, so the front-end gets it as text. */
const importer = `globalThis.frontEnd = (path) => import('/devtools/' + path)`
declare const frontEnd: (path: string) => Promise<Modules>

/** The front-end's modules come without types; these are the parts that are used here. */
interface Modules {
  readonly TargetManager: { TargetManager: Single<{ primaryPageTarget(): Target | null }> }
  readonly NetworkLog: { NetworkLog: Single<{ requests(): NetworkRequest[] }> }
  readonly Settings: { Settings: Single<{ moduleSetting(name: string): { set(value: boolean): void } }> }
  readonly ConsoleView: { ConsoleView: Single<Console> }
  readonly Writer: {
    Writer: { harStringForRequests(requests: object, options: object, progress: object): Promise<string> }
  }
  readonly Progress: { Progress: new () => object; CompositeProgress: new (parent: object) => object }
}
interface Single<Thing> {
  instance(): Thing
}
interface Target {
  runtimeAgent(): { invoke_evaluate(parameters: object): Promise<unknown> }
}
interface NetworkRequest {
  readonly finished: boolean
  readonly failed: boolean
}
interface Console {
  itemCount(): number
  itemElement(at: number): { toExportString(): string }
}

/** Attached, and told of the network: the browser has answered a command that comes after that of enabling it. */
async function isAttached(): Promise<boolean> {
  const { TargetManager } = await frontEnd('core/sdk/sdk.js')
  const target = TargetManager.TargetManager.instance().primaryPageTarget()
  if (!target) return false
  const { NetworkLog } = await frontEnd('models/logs/logs.js')
  NetworkLog.NetworkLog.instance()
  const { Settings } = await frontEnd('core/common/common.js')
  // “Preserve log”: what was recorded stays when the page moves on.
  Settings.Settings.instance().moduleSetting('network-log.preserve-log').set(true)
  const { ConsoleView } = await frontEnd('panels/console/console.js')
  ConsoleView.ConsoleView.instance()
  await target.runtimeAgent().invoke_evaluate({ expression: '' })
  return true
}

/**
 * All requests have ended, and none has come since the last look. One that a page left behind as it gave way to
 * the next may never end: three seconds in which nothing happens will do.
 */
async function isQuiet(): Promise<boolean> {
  const { NetworkLog } = await frontEnd('models/logs/logs.js')
  const requests = NetworkLog.NetworkLog.instance().requests()
  const open = requests.filter((each) => !each.finished && !each.failed).length
  const state = `${requests.length} ${open}`
  const known = globalThis as { lastState?: string; sameLooks?: number }
  const sameLooks = known.lastState === state ? (known.sameLooks ?? 0) + 1 : 0
  Object.assign(known, { lastState: state, sameLooks })
  return requests.length > 0 && sameLooks >= (open === 0 ? 1 : 10)
}

/** The writer waits for the body of each request, so one that never ends is left out. */
async function writeHar(options: { sanitize: boolean }): Promise<string> {
  const { Writer } = await frontEnd('models/har/har.js')
  const { NetworkLog } = await frontEnd('models/logs/logs.js')
  const { Progress } = await frontEnd('core/common/common.js')
  const ended = NetworkLog.NetworkLog.instance()
    .requests()
    .filter((each) => each.finished || each.failed)
  const progress = new Progress.CompositeProgress(new Progress.Progress())
  return Writer.Writer.harStringForRequests(ended, options, progress)
}

async function writeConsole(): Promise<string> {
  const { ConsoleView } = await frontEnd('panels/console/console.js')
  const view = ConsoleView.ConsoleView.instance()
  const lines: string[] = []
  for (let at = 0; at < view.itemCount(); at++) lines.push(view.itemElement(at).toExportString())
  return `${lines.join('\n')}\n`
}
