import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeys, startEntra, type Directory, type Entra, type EntraEvent } from '@clearway/entra'
import { parseConfig, startGateway, type Plan, type RunningGateway } from '@clearway/gateway'
import { onTestFinished } from 'vitest'
import { contoso, labDirectory, labSecrets } from '../../packages/clearway/src/lab/directory.ts'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import { createBrowserLike, type BrowserLike } from '../support/browser-like.ts'
import { createClock, type Clock } from '../support/clock.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'
import { userIds } from '../support/world.ts'

export interface SiteOptions {
  /** Seconds that tokens live. Default 300. */
  readonly tokenSeconds?: number
  /** Told at once, before the provider answers. */
  readonly onEvent?: (event: EntraEvent) => void
}

/**
 * All that gateways need, and no gateway: a folder with their configuration and store, a provider, an internal app.
 * For tests that look into the folder, or have several gateways on one store.
 */
export interface Site extends Clock {
  /** The external origin, on the first gateway's port. */
  readonly origin: string
  readonly port: number
  /** The store's folder, made by the first gateway. */
  readonly store: string
  readonly entra: Entra
  readonly directory: Directory
  readonly app: Upstream
  readonly events: readonly EntraEvent[]
  readonly grants: (grant: 'authorization_code' | 'refresh_token') => number
  /** Writes a configuration; `port` is another gateway's, `key` the store's. Returns the file. */
  readonly write: (options?: { readonly port?: number; readonly key?: string }) => string
  /** Starts a gateway in this process, on the site's clock. */
  readonly start: (options?: { readonly port?: number; readonly key?: string }) => Promise<RunningGateway>
  readonly browser: () => BrowserLike
  readonly signIn: (browser: BrowserLike, user?: string) => Promise<number>
}

/** Made once for all sites of a file: it takes longer than everything else. */
const keys = createKeys()

/** Prepares a site that ends with the test, after its gateways. */
export const prepareSite = async (options: SiteOptions = {}): Promise<Site> => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-site-'))
  const store = join(folder, 'data')
  const port = await freePort()
  const origin = `http://notes.clearway.localhost:${port}`
  const app = await startUpstream()
  const events: EntraEvent[] = []
  const clock = createClock()
  const { now } = clock
  const directory = labDirectory([origin])
  const entra = await startEntra({
    directory,
    keys: await keys,
    now,
    accessTokenSeconds: options.tokenSeconds ?? 300,
    onEvent: (event) => {
      events.push(event)
      options.onEvent?.(event)
    },
  })
  onTestFinished(async () => {
    await Promise.all([entra.close(), app.close()])
    rmSync(folder, { recursive: true, force: true })
  })

  const configOf = ({ port: own = port, key }: { port?: number; key?: string }): string => `
listen: http://127.0.0.1:${own}
identity:
  authority: ${entra.authority(contoso.tenant)}
  clientId: ${contoso.gateway}
  clientSecret: ${labSecrets.gateway}
sessions:
  store: ${JSON.stringify(store)}
  idle: 10m
  lifetime: 1h
  renewBefore: 1m
${key === undefined ? '' : `  key: ${JSON.stringify(key)}`}
applications:
  - name: notes
    segments: [{ external: "${origin}/", internal: "${app.url}/" }]
`
  const planOf = (chosen: { port?: number; key?: string }): Plan => {
    const loaded = parseConfig(configOf(chosen), { name: 'site.yaml', folder, env: {} })
    if (!loaded.ok) throw new Error(loaded.text)
    return loaded.plan
  }

  return {
    ...clock,
    origin,
    port,
    store,
    entra,
    directory,
    app,
    events,
    grants: (grant) =>
      events.filter((event) => event.type === 'tokens-issued' && event.grant === grant).length,
    write: (chosen = {}) => {
      const file = join(folder, `clearway-${chosen.port ?? port}.yaml`)
      writeFileSync(file, configOf(chosen))
      return file
    },
    start: async (chosen = {}) => {
      const gateway = await startGateway(planOf(chosen), { logTo: { write: () => {} }, now })
      onTestFinished(() => gateway.stop(0))
      return gateway
    },
    browser: () => createBrowserLike({ now }),
    signIn: async (browser, user = 'ada') => {
      const offered = await browser.get(`${origin}/`, { kind: 'navigation' })
      return (await browser.submit(offered, { user: userIds[user] ?? user })).status
    },
  }
}
