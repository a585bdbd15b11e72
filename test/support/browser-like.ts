import { createCookieJar, type CookieJar } from './cookie-jar.ts'
import { findForm } from './html-form.ts'
import { request, type Answer } from './http-client.ts'
import { distance } from './site.ts'

export interface BrowserLikeOptions {
  /** Default `blocked`, as in Debian's Chromium. */
  readonly thirdPartyCookies?: 'blocked' | 'allowed'
  /** Milliseconds; for the expiry of cookies. Default `Date.now`. */
  readonly now?: () => number
  /** Certificate authority to trust, PEM, for https. */
  readonly ca?: string
}

export interface Visit {
  readonly kind: 'navigation' | 'background'
  /**
   * Origin of the page that makes the call, or whose link or form is followed. A navigation without it was
   * typed in; a background call without it comes from a page of the same origin.
   */
  readonly origin?: string
  /** Default `GET`. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The last answer of a visit. */
export interface VisitAnswer extends Answer {
  /** Where it came from, after redirects. */
  readonly url: string
  /** The addresses of the redirects before it, in order. */
  readonly redirectedFrom: readonly string[]
}

export interface BrowserLike {
  readonly cookies: CookieJar
  /** Makes a request; navigations follow redirects (up to 20), background calls show them. */
  visit(url: string, visit: Visit): Promise<VisitAnswer>
  /** {@link BrowserLike.visit} with GET. */
  get(url: string, visit: Omit<Visit, 'method' | 'body'>): Promise<VisitAnswer>
  /** Submits a form of a page, the first unless `index` says otherwise, with some fields filled in. */
  submit(page: VisitAnswer, fields?: Readonly<Record<string, string>>, index?: number): Promise<VisitAnswer>
}

/**
 * Makes a client with cookies and `Sec-Fetch-*` headers like Chromium's, for sign-in tests that need no
 * browser. Background calls are credentialed. It runs no script, sends no preflight and blocks nothing by
 * CORS: it says what a server answers, not what a page may read.
 */
export function createBrowserLike(options: BrowserLikeOptions = {}): BrowserLike {
  const cookies = createCookieJar(options.thirdPartyCookies ?? 'blocked', options.now ?? Date.now)

  async function step(url: URL, visit: Visit, visited: readonly URL[]): Promise<Answer> {
    const method = visit.method ?? 'GET'
    const initiator = visit.origin ?? (visit.kind === 'background' ? url.origin : undefined)
    const context = {
      kind: visit.kind,
      method,
      ...(initiator === undefined ? {} : { initiator: new URL(initiator) }),
    }
    const cookie = cookies.header(url, context)
    const answer = await request(url, {
      method,
      headers: {
        ...browserHeaders(visit, method, initiator, [...visited, url]),
        ...visit.headers,
        ...(cookie === '' ? {} : { cookie }),
      },
      ...(visit.body === undefined ? {} : { body: visit.body }),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    })
    for (const header of answer.headerValues('set-cookie')) cookies.set(header, url, context)
    return answer
  }

  async function visit(address: string, first: Visit): Promise<VisitAnswer> {
    const visited: URL[] = []
    let url = new URL(address)
    let current = first
    for (;;) {
      const answer = await step(url, current, visited)
      const location = answer.header('location')
      const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined
      if (!isRedirect || first.kind === 'background') {
        return { ...answer, url: url.href, redirectedFrom: visited.map(({ href }) => href) }
      }
      if (visited.length === 20) throw new Error(`more than 20 redirects, from ${address} to ${url.origin}`)
      visited.push(url)
      url = new URL(location, url)
      if (answer.status < 307 && current.method === 'POST') {
        const { body: _body, method: _method, headers: _headers, ...rest } = current
        current = rest
      }
    }
  }

  return {
    cookies,
    visit,
    get: visit,
    submit(page, fields = {}, index = 0) {
      const form = findForm(page.text(), index, page.url)
      const values = new URLSearchParams({ ...form.fields, ...fields }).toString()
      const origin = new URL(page.url).origin
      if (form.method === 'GET') {
        const target = new URL(form.action)
        target.search = values
        return visit(target.href, { kind: 'navigation', origin })
      }
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      return visit(form.action, { kind: 'navigation', origin, method: 'POST', headers, body: values })
    },
  }
}

function browserHeaders(
  { kind }: Visit,
  method: string,
  initiator: string | undefined,
  urls: readonly URL[],
): Record<string, string> {
  const isNavigation = kind === 'navigation'
  const target = urls.at(-1)
  const hasOrigin =
    initiator !== undefined &&
    (method !== 'GET' && method !== 'HEAD' ? true : !isNavigation && initiator !== target?.origin)
  return {
    accept: isNavigation ? 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' : '*/*',
    ...(isNavigation ? { 'upgrade-insecure-requests': '1', 'sec-fetch-user': '?1' } : {}),
    'sec-fetch-site': initiator === undefined ? 'none' : farthest(initiator, urls),
    'sec-fetch-mode': isNavigation ? 'navigate' : 'cors',
    'sec-fetch-dest': isNavigation ? 'document' : 'empty',
    ...(hasOrigin ? { origin: initiator } : {}),
  }
}

/** The header tells of every address on the way (Fetch Metadata, section 2.3). */
function farthest(initiator: string, urls: readonly URL[]): string {
  const distances = new Set(urls.map((url) => distance(initiator, url)))
  if (distances.has('cross-site')) return 'cross-site'
  return distances.has('same-site') ? 'same-site' : 'same-origin'
}
