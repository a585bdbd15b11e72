import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeys, startEntra, type Directory, type Entra, type EntraEvent } from '@clearway/entra'
import { parseConfig, startGateway, type RunningGateway } from '@clearway/gateway'
import { contoso, labDirectory, labSecrets } from '../../packages/clearway/src/lab/directory.ts'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import { createBrowserLike, type BrowserLike, type VisitAnswer } from './browser-like.ts'
import { captureLog } from './captured-log.ts'
import { createClock, type Clock } from './clock.ts'
import { startUpstream, type Upstream } from './upstream.ts'

/** Made once for all worlds of a test file: RSA keys take their time. Issuers differ by port, so no token passes between worlds. */
const entraKeys = createKeys()

type Handler = Parameters<typeof startUpstream>[0]

/** What a test's world is made of besides its defaults. */
export interface WorldOptions {
  /** The list under `applications:`, as YAML. Default: page and API of one application, the API taking tokens too. */
  readonly applications?: (parts: WorldParts) => string
  /** Lines for the configuration's top level, as YAML: `trustedProxies: [127.0.0.1]`. */
  readonly top?: string
  /** The gateway's authority. Default: the tenant's, by its id. */
  readonly authority?: (entra: Entra) => string
  /** Lines below `identity:`, indented by two. */
  readonly identity?: string
  /** Default `idle: 10m`, `lifetime: 1h`, `renewBefore: 1m`. */
  readonly sessions?: { readonly idle?: string; readonly lifetime?: string; readonly renewBefore?: string }
  /** Seconds that tokens live. Default 300. */
  readonly tokenSeconds?: number
  /** The internal apps. Default: 200 `page` and 200 `api`. */
  readonly page?: Handler
  readonly api?: Handler
}

/** Addresses that a configuration needs. Origins have no slash at their end. */
export interface WorldParts {
  readonly port: number
  readonly pageOrigin: string
  readonly apiOrigin: string
  readonly pageInternal: string
  readonly apiInternal: string
}

/** A gateway with a local Entra before it and recording internal apps behind it, on one clock. */
export interface World extends WorldParts, Clock {
  readonly gateway: RunningGateway
  readonly entra: Entra
  readonly directory: Directory
  readonly page: Upstream
  readonly api: Upstream
  /** What Entra did; grows. */
  readonly events: readonly EntraEvent[]
  /** The gateway's log, line by line as JSON; grows. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
  /** The log as one text, to look for what must not be in it. */
  readonly logText: () => string
  /** How often Entra issued tokens by a grant. */
  readonly grants: (grant: 'authorization_code' | 'refresh_token' | 'client_credentials') => number
  /** Opens a page (default: the application's) as a navigation and signs in as one of the directory's users. */
  readonly signIn: (browser: BrowserLike, user?: string, url?: string) => Promise<VisitAnswer>
  /** A new browser. */
  readonly browser: () => BrowserLike
  /** An access token for the API, by client credentials. */
  readonly apiToken: () => Promise<string>
  /** Stops the gateway and starts another on the same store and port. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Users of the directory by first name: Ada is in sales, Grace in sales and finance, Guest in nothing. */
export const userIds: Readonly<Record<string, string>> = {
  ada: 'a0000000-0000-4000-8000-000000000001',
  grace: 'a0000000-0000-4000-8000-000000000002',
  guest: 'a0000000-0000-4000-8000-000000000003',
}

const defaultApplications = ({ pageOrigin, apiOrigin, pageInternal, apiInternal }: WorldParts): string => `
  - name: contacts
    allow: { groups: [sales] }
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
      - external: ${apiOrigin}/
        internal: ${apiInternal}/
        accept: [session, bearer]
        bearer: { audiences: [${contoso.api}], scopes: [Contacts.Read], roles: [Contacts.Read.All] }
        identityHeaders: { X-User: preferred_username }
`

const configOf = (parts: WorldParts, authority: string, store: string, options: WorldOptions): string => {
  const { idle = '10m', lifetime = '1h', renewBefore = '1m' } = options.sessions ?? {}
  return `
listen: http://127.0.0.1:${parts.port}
${options.top ?? ''}
identity:
  authority: ${authority}
  clientId: ${contoso.gateway}
  clientSecret: ${labSecrets.gateway}
${options.identity ?? ''}
sessions: { store: ${JSON.stringify(store)}, idle: ${idle}, lifetime: ${lifetime}, renewBefore: ${renewBefore} }
applications:
${(options.applications ?? defaultApplications)(parts)}
`
}

/** Starts a world. Call `close` in the end. */
export const startWorld = async (options: WorldOptions = {}): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-world-'))
  const clock = createClock()
  const { now } = clock
  const page = await startUpstream(options.page ?? ((_request, response) => response.end('page')))
  const api = await startUpstream(options.api ?? ((_request, response) => response.end('api')))
  const port = await freePort()
  const parts: WorldParts = {
    port,
    pageOrigin: `http://contacts.clearway.localhost:${port}`,
    apiOrigin: `http://api.clearway.localhost:${port}`,
    pageInternal: page.url,
    apiInternal: api.url,
  }
  const directory = labDirectory([
    parts.pageOrigin,
    parts.apiOrigin,
    `http://finance.clearway.localhost:${port}`,
  ])
  const events: EntraEvent[] = []
  const entra = await startEntra({
    directory,
    keys: await entraKeys,
    accessTokenSeconds: options.tokenSeconds ?? 300,
    now,
    onEvent: (event) => events.push(event),
  })
  const authority = options.authority?.(entra) ?? entra.authority(contoso.tenant)
  const config = configOf(parts, authority, join(folder, 'data'), options)
  const loaded = parseConfig(config, { name: 'world.yaml', folder, env: {} })
  if (!loaded.ok) throw new Error(loaded.text)

  const { logTo, lines, text } = captureLog()
  let gateway = await startGateway(loaded.plan, { logTo, now })

  return {
    ...parts,
    ...clock,
    get gateway() {
      return gateway
    },
    entra,
    directory,
    page,
    api,
    events,
    log: lines,
    logText: text,
    grants: (grant) =>
      events.filter((event) => event.type === 'tokens-issued' && event.grant === grant).length,
    browser: () => createBrowserLike({ now }),
    signIn: async (browser, user = 'ada', url = `${parts.pageOrigin}/`) => {
      const offered = await browser.get(url, { kind: 'navigation' })
      return browser.submit(offered, { user: userIds[user] ?? user })
    },
    apiToken: async () => {
      const response = await fetch(`http://127.0.0.1:${entra.port}/${contoso.tenant}/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: contoso.nightlyJob,
          client_secret: labSecrets.nightlyJob,
          scope: 'api://contacts/.default',
        }),
      })
      return ((await response.json()) as { access_token: string }).access_token
    },
    restart: async () => {
      await gateway.stop(0)
      gateway = await startGateway(loaded.plan, { logTo, now })
    },
    close: async () => {
      await gateway.stop(0)
      await Promise.all([entra.close(), page.close(), api.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
