import { excerpt } from '@clearway/rules/http'
import type { Lack } from '../../material.ts'
import { objectIn, textIn } from '../json/foreign.ts'

/** Who wrote a HAR, and what such a recorder leaves out. */
export interface Recorder {
  /** Name and version: `WebInspector 537.36`. */
  readonly name: string
  readonly engine?: 'chromium' | 'firefox' | 'webkit'
  readonly lacks: readonly Lack[]
  /** Leaves out Cookie, Set-Cookie and Authorization unless it is told to keep them. */
  readonly sanitises?: true
}

/**
 * Tells the recorder from `log.creator` and `log.browser`.
 *
 * @param creator - Undefined when the HAR has none.
 */
export function recorderOf(creator: unknown, browser: unknown): Recorder {
  const name = nameOf(creator) ?? nameOf(browser) ?? 'an unknown recorder'
  const engine = engineOf(nameOf(browser))
  const withEngine = engine && { engine }
  // DevTools of Chrome, Edge and everything else that is built on Chromium.
  if (/^WebInspector\b/i.test(name)) return { name, engine: 'chromium', lacks: [], sanitises: true }
  if (/^WebKit Web Inspector\b/i.test(name)) return { name, engine: 'webkit', lacks: [] }
  // An answer that CORS kept from the page looks like one that arrived.
  if (/^Firefox\b/i.test(name)) return { name, engine: 'firefox', lacks: ['verdict'] }
  if (/^Playwright\b/i.test(name)) return { name, ...withEngine, lacks: ['preflights', 'blocked-headers'] }
  // Proxies, and what is not known: the wire as it was, but not what the browser made of it.
  return { name, ...withEngine, lacks: ['verdict'] }
}

function nameOf(value: unknown): string | undefined {
  const { name, version } = objectIn(value)
  const text = textIn(name)
  if (text === undefined) return undefined
  const number = textIn(version)
  return excerpt(number === undefined ? text : `${text} ${number}`, 80)
}

function engineOf(browser: string | undefined): Recorder['engine'] {
  if (browser === undefined) return undefined
  if (/chrom|edge|opera|brave|vivaldi/i.test(browser)) return 'chromium'
  if (/firefox/i.test(browser)) return 'firefox'
  return /webkit|safari/i.test(browser) ? 'webkit' : undefined
}
