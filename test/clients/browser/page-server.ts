import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { KeyPair } from '@clearway/entra/certificates'
import { closeAtOnce, listenOnLoopback } from '../../support/loopback-server.ts'

const require = createRequire(import.meta.url)

/** A file of a package. The entry is in `dist` or `lib`, as the conditions that Node runs with say. */
const fileFrom = (entry: string, path: string): string => readFileSync(join(dirname(entry), path), 'utf8')

/** The clients as their authors built them for a script element, from where npm put them. */
const libraries: Readonly<Record<string, () => string>> = {
  '/lib/msal-browser-5.js': () =>
    fileFrom(require.resolve('@azure/msal-browser'), '../lib/msal-browser.min.js'),
  '/lib/redirect-bridge.js': () =>
    fileFrom(
      require.resolve('@azure/msal-browser/redirect-bridge'),
      '../../lib/redirect-bridge/msal-redirect-bridge.min.js',
    ),
  '/lib/msal-browser-4.js': () =>
    fileFrom(require.resolve('@azure/msal-browser-4'), '../lib/msal-browser.min.js'),
  '/lib/adal.js': () => fileFrom(require.resolve('adal-angular'), 'adal.js'),
  '/lib/oidc-client.js': () =>
    fileFrom(require.resolve('oidc-client-ts'), '../browser/oidc-client-ts.min.js'),
}

const pageWith = (library: string, code = ''): string =>
  `<!doctype html><title>Orders</title><script src="/lib/${library}.js"></script><script>${code}</script>\n`

/** ADAL's page takes every answer itself, in the window and in hidden frames. */
const adalCode = `const configuration = JSON.parse(sessionStorage.getItem('configuration'))
const application = configuration && new AuthenticationContext(configuration)
application?.handleWindowCallback()`

/** The pages. What is not said here the tests say, as the page's own code would. */
const pages: Readonly<Record<string, string>> = {
  '/msal-5': pageWith('msal-browser-5'),
  '/msal-4': pageWith('msal-browser-4'),
  '/bridge': pageWith('redirect-bridge', 'msalRedirectBridge.broadcastResponseToMainFrame()'),
  '/blank': '<!doctype html><title>Orders</title>\n',
  '/portal': '<!doctype html><title>Portal</title>\n',
  '/adal': pageWith('adal', adalCode),
  '/oidc-client': pageWith('oidc-client'),
  '/oidc-client-silent': pageWith('oidc-client', 'new oidc.UserManager({}).signinSilentCallback()'),
}

export interface PageServer {
  readonly port: number
  close(): Promise<void>
}

/** Serves the pages and the clients' own files over TLS, for any host. */
export async function startPageServer(tls: KeyPair): Promise<PageServer> {
  const server = createServer({ key: tls.key, cert: tls.certificate }, ({ url = '/' }, response) => {
    const [path = '/'] = url.split('?', 1)
    const library = libraries[path]
    const page = pages[path]
    if (library !== undefined) response.writeHead(200, { 'content-type': 'text/javascript' }).end(library())
    else if (page !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)
    } else response.writeHead(path === '/favicon.ico' ? 204 : 404).end()
  })
  return { port: await listenOnLoopback(server), close: () => closeAtOnce(server) }
}
