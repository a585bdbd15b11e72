import type { IncomingHttpHeaders } from 'node:http'

/** Every exhibit runs in two ways: with its mistake, and with nothing changed but that the mistake is mended. */
export type Variant = 'broken' | 'mended'

/** A failure that people meet, with what it takes to break and to mend it. Its folder names it. */
export interface Exhibit {
  /** What people would say is wrong: `An expired sign-in turns a call into a CORS error`. */
  readonly title: string
  /** Ids of the statements, in `statements.ts`, that it shows. None for a failure that they do not tell of. */
  readonly shows: readonly string[]
  /** What is wrong, and what the browser makes of it. Two or three sentences. */
  readonly broken: string
  /** What mends it, and why. Two or three sentences. */
  readonly mended: string
  /** The problem that the doctor names for what is broken. */
  readonly code: string
  /** What stands in Chromium’s own console when it is broken. Default: that a call was blocked by CORS. */
  readonly inConsole?: string
  /** Errors that the doctor rightly names besides. */
  readonly besides?: readonly string[]
  /** What the remedy is. Absent for an exhibit that is open. */
  readonly remedy?: readonly ('clearway' | 'configuration' | 'code')[]
  /** Why its remedy cannot be shown yet. The mended variant then stays away. */
  readonly open?: string
  /** Text to copy: what was changed to mend it. */
  readonly change?: { readonly language: string; readonly text: string }
  /** Runs over HTTPS only: MSAL demands it of an authority. */
  readonly needsTls?: boolean
  /** Runs in a window of its own, because somebody signs in there: sign-in pages cannot be framed. */
  readonly needsWindow?: boolean
  /** Applications that the local Entra knows for a variant, in the words of its directory. */
  readonly applications?: (addresses: Addresses) => readonly Record<string, unknown>[]
  /** Labels of hosts that a Clearway gateway publishes: its sign-in may return there. */
  readonly published?: readonly string[]
  /** Starts the servers of a variant. */
  readonly hosts: (kit: Kit) => Hosts | Promise<Hosts>
  /**
   * What the page does. It is sent to the browser as text, so it can use nothing but its parameters. Calls that it
   * makes with `fetch` and XMLHttpRequest are noted by themselves; what it returns is shown as what the page has.
   */
  readonly script: (given: Given) => Promise<unknown>
}

/** Values for the page's code. */
export type Given = Readonly<Record<string, string>>

/** What answers, by label: `app` is where the page is. `elsewhere-…` is a host of another site. */
export interface Hosts {
  readonly sites: Readonly<Record<string, Site>>
  readonly given?: Given
}

/** Answers what comes for one host. */
export type Site = (request: SiteRequest) => SiteAnswer | Promise<SiteAnswer>

/** A request as a site sees it. */
export interface SiteRequest {
  readonly method: string
  readonly url: URL
  /** By lower-case name; repeats joined as node:http joins them. */
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface SiteAnswer {
  /** Default 200. `cut` ends the connection instead of answering. */
  readonly status?: number | 'cut'
  /** Repeated headers as a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Buffer
}

/** Where the hosts of an exhibit are. */
export interface Addresses {
  readonly variant: Variant
  /** The origin of the host with that label: `http://expired-sign-in-broken-app.clearway.localhost:8083`. */
  origin(label: string): string
  /** The local Entra as browsers reach it, seen by the gallery's recorder: authority of its tenant, v2.0. */
  readonly authority: string
  readonly tenantId: string
  /**
   * The origin of that Entra. Its tenant `fabrikamb2c.onmicrosoft.com` has a user flow `B2C_1_susi`; the applications of
   * exhibits are registered there as well.
   */
  readonly login: string
  /** An application id for this variant, always the same for a label. */
  clientId(label: string): string
}

/** What an exhibit is built with. */
export interface Kit extends Addresses {
  /** Starts a Clearway gateway and hands back what answers for its hosts. `listen`, `identity` and `sessions.store` are
   * filled in; the rest is the YAML given. */
  gateway(config: string, sessions?: GatewaySessions): Promise<Site>
  /** The local Entra as servers reach it: what they say to it is not part of what a run shows. */
  readonly entra: Site
  /** Runs a site as an internal app on loopback, for a gateway to publish: `http://127.0.0.1:port`. */
  internalApp(site: Site): Promise<string>
  /** A site that is a server of this machine; the host's name goes along, and `X-Forwarded-Proto`, `-Host` and `-For`. */
  forwardTo(url: string): Site
  /** An access token that the local Entra has signed, with claims as wished. */
  token(wish: TokenWish): Promise<string>
  /** The keys that it publishes. */
  readonly jwks: { readonly keys: readonly object[] }
  /** Milliseconds since 1970. */
  now(): number
}

/** Of a gateway's `sessions`, what an exhibit may choose. */
export interface GatewaySessions {
  /** As in the configuration: `1s`. Default: the gateway's own. */
  readonly idle?: string
}

/** Claims that are given replace those that Entra would write; `undefined` leaves one out. */
export interface TokenWish {
  readonly claims?: Readonly<Record<string, unknown>>
  /** Signed with a key that Entra does not publish. */
  readonly unknownKey?: boolean
}
