import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig, startGateway, type RunningGateway } from '@clearway/gateway'
import { freePort } from '../../../packages/clearway/src/lab/free-port.ts'
import { createBrowserLike, type BrowserLike, type VisitAnswer } from '../../support/browser-like.ts'
import { captureLog } from '../../support/captured-log.ts'
import { createClock, type Clock } from '../../support/clock.ts'
import { request, type Answer, type RequestOptions } from '../../support/http-client.ts'
import { startUpstream, type Upstream } from '../../support/upstream.ts'
import { startProvider, type ScriptedProvider } from './provider.ts'

/** What a scene is made of besides its defaults. */
export interface SceneOptions {
  /** Lines for the configuration's top level, as YAML. */
  readonly top?: string
  /** Lines below `identity:`, indented by two. */
  readonly identity?: string
  /** Lines below the one application, indented by four. */
  readonly application?: string
  /** Lines below the one segment, indented by eight. */
  readonly segment?: string
  readonly app?: Parameters<typeof startUpstream>[0]
}

/** A gateway between a provider that does what a test tells it and a recording internal app, on one clock. */
export interface Scene extends Clock {
  readonly origin: string
  readonly host: string
  readonly port: number
  readonly gateway: RunningGateway
  readonly provider: ScriptedProvider
  readonly app: Upstream
  readonly folder: string
  readonly logText: () => string
  readonly browser: () => BrowserLike
  /** Opens the application's page and signs in on the way. */
  readonly signIn: (browser: BrowserLike, path?: string) => Promise<VisitAnswer>
  /** A background call of the application's own page, without cookies. */
  readonly call: (path: string, options?: RequestOptions) => Promise<Answer>
  close(): Promise<void>
}

/** The client secret of every scene: to be looked for where it must not be. */
export const clientSecret = 'a-secret-that-no-log-line-may-hold'

/** Starts a scene: one application `app` on one origin. Call `close` in the end. */
export const startScene = async (options: SceneOptions = {}): Promise<Scene> => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-scene-'))
  const clock = createClock()
  const { now } = clock
  const provider = await startProvider(now)
  const app = await startUpstream(options.app)
  const port = await freePort()
  const host = `app.clearway.localhost:${port}`
  const origin = `http://${host}`
  const config = `
listen: http://127.0.0.1:${port}
${options.top ?? ''}
identity:
  authority: ${provider.authority}
  clientId: clearway
  clientSecret: ${clientSecret}
${options.identity ?? ''}
sessions: { store: ${JSON.stringify(join(folder, 'data'))}, idle: 10m, lifetime: 1h, renewBefore: 1m }
applications:
  - name: app
${options.application ?? ''}
    segments:
      - external: ${origin}/
        internal: ${app.url}/
${options.segment ?? ''}
`
  const loaded = parseConfig(config, { name: 'scene.yaml', folder, env: {} })
  const closeAround = async (): Promise<void> => {
    await Promise.all([provider.close(), app.close()])
    rmSync(folder, { recursive: true, force: true })
  }
  if (!loaded.ok) {
    await closeAround()
    throw new Error(loaded.text)
  }
  const { logTo, text: logText } = captureLog()
  const gateway = await startGateway(loaded.plan, { logTo, now })

  return {
    ...clock,
    origin,
    host,
    port,
    gateway,
    provider,
    app,
    folder,
    logText,
    browser: () => createBrowserLike({ now }),
    signIn: (browser, path = '/') => browser.get(origin + path, { kind: 'navigation' }),
    call: (path, call = {}) =>
      request(origin + path, {
        ...call,
        headers: { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', ...call.headers },
      }),
    close: async () => {
      await gateway.stop(0)
      await closeAround()
    },
  }
}
