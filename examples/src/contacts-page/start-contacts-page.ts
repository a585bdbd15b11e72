import { readFile } from 'node:fs/promises'

import { reply, startInternalApp, type InternalApp, type InternalAppOptions } from '../internal-app.ts'

export interface ContactsPageOptions extends InternalAppOptions {
  /** Where the browser reaches the contacts Web API: `http://host:port`, with or without a path. */
  readonly apiUrl: string
  /** Where the browser reaches the older service, likewise. */
  readonly olderServiceUrl: string
  /** Where whatever publishes the page tells who is signed in. Default: nowhere, and the page does not ask. */
  readonly account?: AccountUrls
}

/** Paths on the page's own origin. */
export interface AccountUrls {
  /** Answers JSON with `user.name` and `user.username`, and with another status than 200 when nobody is signed in. */
  readonly sessionUrl: string
  /** To be opened for signing out. */
  readonly signOutUrl: string
}

/**
 * Starts the web server of the contacts page: one page, one script, one style sheet. The page itself is told
 * the addresses as JSON in `<script type="application/json" id="settings">`, and calls them with cookies.
 *
 * @throws TypeError when an address is not an http or https URL, or one of `account` is not a path.
 */
export async function startContactsPage(options: ContactsPageOptions): Promise<InternalApp> {
  const settings = {
    apiUrl: baseOf(options.apiUrl),
    olderServiceUrl: baseOf(options.olderServiceUrl),
    ...(options.account && {
      sessionUrl: pathOf(options.account.sessionUrl),
      signOutUrl: pathOf(options.account.signOutUrl),
    }),
  }
  const [html, script, style] = await Promise.all(pageFiles.map((file) => readFile(file, 'utf8')))
  const files = new Map([
    ['/', { type: 'text/html', text: (html ?? '').replace('{}', () => JSON.stringify(settings)) }],
    ['/page.js', { type: 'text/javascript', text: script ?? '' }],
    ['/page.css', { type: 'text/css', text: style ?? '' }],
  ])

  return startInternalApp(options, ({ request, response, url }) => {
    const file = files.get(url.pathname)
    if (!file) return reply(response, 404, 'text/plain', 'Not found\n')
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return reply(response, 405, 'text/plain', 'Method not allowed\n', { allow: 'GET, HEAD' })
    }
    return reply(response, 200, file.type, file.text, headers)
  })
}

// Seen from dist/ as from src/, the page's files are in src/: the compiler does not copy them.
const pageFiles = [
  new URL('../../src/contacts-page/page/index.html', import.meta.url),
  new URL('../../src/contacts-page/page/page.js', import.meta.url),
  new URL('../../src/contacts-page/page/page.css', import.meta.url),
]

const headers = {
  'cache-control': 'no-cache',
  'x-content-type-options': 'nosniff',
  // No connect-src: where a call is redirected is not for this page to know.
  'content-security-policy': "script-src 'self'; object-src 'none'; base-uri 'none'",
}

/** An address without a slash at its end. As a serialised URL it holds no `<`, which would matter in HTML. */
function baseOf(address: string): string {
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`not an http URL: ${address}`)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** A path, in the form in which it can end no script element either. */
function pathOf(path: string): string {
  if (!/^\/(?!\/)[\w\-./~]*$/.test(path)) throw new TypeError(`not a path: ${path}`)
  return path
}
