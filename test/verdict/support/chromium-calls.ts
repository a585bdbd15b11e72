import type { CorsError, CorsErrorName } from '@clearway/rules/verdict'
import type { CDPSession } from 'playwright-core'

import { launchChromium, type ChromiumOptions } from '../../support/chromium.ts'
import type { BrowserCalls, CaseSeen } from './browser-calls.ts'
import { makeCalls, type CaseGot, type PlannedCase } from './page-calls.ts'
import type { ProgrammableServer } from './programmable-server.ts'

/** Cases at a time in one page. */
const width = 16

/** Starts a headless Chromium that brings every host and port, HTTP or HTTPS, to the server. */
export async function startChromiumCalls(
  server: ProgrammableServer,
  options: ChromiumOptions,
): Promise<BrowserCalls> {
  const browser = await launchChromium({
    ...options,
    args: [
      `--host-resolver-rules=MAP * 127.0.0.1:${server.port}`,
      '--ignore-certificate-errors',
      ...(options.args ?? []),
    ],
  })
  const openTab = async (): Promise<CDPSession> => browser.context.newCDPSession(await browser.newPage())
  const openPage = async (address: string): Promise<PageCalls> => {
    const session = await openTab()
    await session.send('Page.enable')
    await navigate(session, address)
    return watchPage(session)
  }
  const pages = new Map<string, Promise<PageCalls>>()
  return {
    async run(origin, cases) {
      const address = origin === 'null' ? 'http://sandbox.test/page?sandbox' : `${origin}/page`
      const page = pages.get(address) ?? openPage(address)
      pages.set(address, page)
      return (await page)(cases)
    },
    async visit(address) {
      const session = await openTab()
      await session.send('Page.enable')
      await navigate(session, address)
      await session.detach()
    },
    close: () => browser.close(),
  }
}

async function navigate(session: CDPSession, url: string): Promise<void> {
  const loaded = new Promise((resolve) => session.once('Page.loadEventFired', resolve))
  const { errorText } = await session.send('Page.navigate', { url })
  if (errorText) throw new Error(`${url}: ${errorText}`)
  await loaded
}

type PageCalls = (cases: readonly PlannedCase[]) => Promise<CaseSeen[]>

/**
 * Watches a page's requests. The page's process tells of a request's end, and what CORS had to do with it, in the
 * task in which the page's script learns of it: one task after the script's end, all is known.
 */
async function watchPage(session: CDPSession): Promise<PageCalls> {
  /** The call that each case is at. */
  const calls = new Map<string, string>()
  const callOf = new Map<string, string>()
  const errors = new Map<string, CorsError>()
  session.on('Runtime.bindingCalled', ({ payload }) => {
    calls.set(payload.split('#')[0] ?? '', payload)
  })
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    const call = calls.get(caseOf(request.url))
    if (type !== 'Preflight' && call && !callOf.has(requestId)) callOf.set(requestId, call)
  })
  session.on('Network.loadingFailed', ({ requestId, corsErrorStatus }) => {
    const call = callOf.get(requestId)
    if (call && corsErrorStatus) errors.set(call, corsError(corsErrorStatus))
  })
  // A call that is refused before it becomes a request has an issue alone. Of requests the browser's process
  // tells too, at any time.
  session.on('Audits.issueAdded', ({ issue }) => {
    const details = issue.details.corsIssueDetails
    const call = details && calls.get(caseOf(details.request.url))
    if (!call || (details.request.requestId !== undefined && callOf.has(details.request.requestId))) return
    if (refusedAtOnce.has(details.corsErrorStatus.corsError))
      errors.set(call, corsError(details.corsErrorStatus))
  })
  await session.send('Runtime.addBinding', { name: 'watchCall' })
  await session.send('Network.enable', { maxTotalBufferSize: 0, maxResourceBufferSize: 0 })
  await session.send('Audits.enable')

  return async (cases) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: `(${String(makeCalls)})(${JSON.stringify(cases)}, ${width})
        .then((seen) => new Promise((resolve) => setTimeout(() => resolve(seen))))`,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return (result.value as CaseGot[]).map(({ id, got, took }) => ({
      id,
      took,
      calls: got.map((each, call) => {
        const error = errors.get(`${id}#${call}`)
        return { got: each, ...(error && { corsError: error }) }
      }),
    }))
  }
}

/** Errors of calls that the page's process refuses itself. */
const refusedAtOnce: ReadonlySet<string> = new Set([
  'DisallowedByMode',
  'NoCorsRedirectModeNotFollow',
  'CorsDisabledScheme',
])

const caseOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname.split('/')[1] : '') ?? ''

const corsError = (status: { corsError: string; failedParameter: string }): CorsError => ({
  name: status.corsError as CorsErrorName,
  parameter: status.failedParameter,
})
