import { randomUUID } from 'node:crypto'
import { createServer, request as requestHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { closeAtOnce, listenOnLoopback } from './loopback-server.ts'

export interface NaiveCookieProxyOptions {
  /** The provider's authorize endpoint, without a query. */
  readonly authorizeUrl: string
  /** Where the internal app listens: `http://127.0.0.1:port`. */
  readonly internalUrl: string
  /** The page's origin, which answers allow. Read at each request: it is often known last. */
  readonly allowedOrigin: string
  /**
   * Which answers have CORS headers. `proxied` (default): those of the internal app. `all`: redirects to sign-in
   * too, as from a framework whose CORS step comes before its sign-in step. It decides what a browser reports,
   * because a redirect from another origin has to pass the CORS check itself before it is followed (Fetch,
   * HTTP fetch): with `proxied` the console names this proxy, with `all` the provider.
   */
  readonly corsOn?: 'proxied' | 'all'
  /** The proxy's name in URLs, such as `api.clearway.localhost`. */
  readonly hostname: string
  /** Default 0: any free one. */
  readonly port?: number
  /** Default a random one. */
  readonly clientId?: string
  /** How long a session lives. Default 3600. */
  readonly sessionSeconds?: number
  /** Milliseconds. Default `Date.now`. */
  readonly now?: () => number
}

export interface NaiveCookieProxy {
  /** `http://hostname:port` */
  readonly origin: string
  readonly port: number
  /** Every address it has redirected to for sign-in, in order; grows. */
  readonly signInRedirects: readonly string[]
  /** Ends all sessions. The browsers keep their cookies. */
  expireSessions(): void
  close(): Promise<void>
}

/**
 * Starts a proxy that makes the usual mistake, to show what comes of it: whatever comes without a session,
 * background calls and preflights included, is redirected to the provider's sign-in page.
 *
 * It is for tests and checks nothing: anything sent to `/signin-oidc` signs in.
 */
export async function startNaiveCookieProxy(options: NaiveCookieProxyOptions): Promise<NaiveCookieProxy> {
  const now = options.now ?? Date.now
  const clientId = options.clientId ?? randomUUID()
  const sessions = new Map<string, number>()
  const returnTo = new Map<string, string>()
  const signInRedirects: string[] = []
  let origin = ''

  function hasSession(request: IncomingMessage): boolean {
    const id = /(?:^|; )\.AspNet\.Cookies=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
    return (sessions.get(id ?? '') ?? 0) > now()
  }

  function redirectToSignIn(request: IncomingMessage, response: ServerResponse): void {
    const state = randomUUID()
    returnTo.set(state, request.url ?? '/')
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: `${origin}/signin-oidc`,
      response_type: 'id_token',
      scope: 'openid profile',
      response_mode: 'form_post',
      nonce: randomUUID(),
      state,
    })
    const location = `${options.authorizeUrl}?${query.toString().replaceAll('+', '%20')}`
    signInRedirects.push(location)
    response.writeHead(302, { ...(options.corsOn === 'all' ? corsHeaders(options) : {}), location }).end()
  }

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) {
      body += chunk
      if (body.length > maxFormLength) throw new Error('the form is too long')
    }
    const id = randomUUID()
    sessions.set(id, now() + (options.sessionSeconds ?? 3600) * 1000)
    response.writeHead(302, {
      location: returnTo.get(new URLSearchParams(body).get('state') ?? '') ?? '/',
      'set-cookie': `.AspNet.Cookies=${id}; Path=/; HttpOnly; Secure; SameSite=None`,
    })
    response.end()
  }

  const server = createServer((request, response) => {
    if (request.url?.split('?', 1)[0] === '/signin-oidc') {
      signIn(request, response).catch(() => response.destroy())
    } else if (hasSession(request)) {
      forward(request, response, options)
    } else {
      redirectToSignIn(request, response)
    }
  })
  const port = await listenOnLoopback(server, options.port)
  origin = `http://${options.hostname}:${port}`

  return {
    origin,
    port,
    signInRedirects,
    expireSessions: () => sessions.clear(),
    close: () => closeAtOnce(server),
  }
}

const maxFormLength = 64 * 1024

function forward(request: IncomingMessage, response: ServerResponse, options: NaiveCookieProxyOptions): void {
  const outgoing = requestHttp(options.internalUrl, {
    path: request.url ?? '/',
    method: request.method ?? 'GET',
    headers: request.headers,
  })
  outgoing.once('error', () => response.writeHead(502).end())
  outgoing.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...corsHeaders(options) })
    answer.pipe(response)
  })
  request.pipe(outgoing)
}

function corsHeaders({ allowedOrigin }: NaiveCookieProxyOptions): Record<string, string> {
  return { 'access-control-allow-origin': allowedOrigin, 'access-control-allow-credentials': 'true' }
}
