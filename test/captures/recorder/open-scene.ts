import { app, type Given, type Scene, type Variant } from '../scene.ts'
import type { Site } from '@clearway/gallery'
import { startSiteServer } from './site-server.ts'

/** A scene whose servers are there. */
export interface OpenScene {
  /** Of the server that takes requests for all hosts. */
  readonly port: number
  /** The address of the page. */
  readonly start: string
  /** That have a site. */
  readonly hosts: readonly string[]
  close(): Promise<void>
}

/** Starts the servers of a variant of a scene. */
export async function openScene(scene: Scene, variant: Variant): Promise<OpenScene> {
  const { hosts, given = {}, close } = await scene.sites(variant)
  const start = new URL(scene.start ?? app)
  const page = withPage(hosts[start.hostname] ?? notFound, start, scriptOf(scene, variant, given))
  const sites = { ...hosts, [start.hostname]: page }
  const server = await startSiteServer(sites)
  return {
    port: server.port,
    start: start.href,
    hosts: Object.keys(sites),
    close: async () => {
      await server.close()
      await close?.()
    },
  }
}

const notFound: Site = () => ({ status: 404 })

/** Adds the scene's page and its script to what its host answers. */
function withPage(site: Site, start: URL, code: string): Site {
  return async (request) => {
    const { pathname } = request.url
    if (pathname === '/page.js') {
      return { headers: { 'Content-Type': 'text/javascript' }, body: code }
    }
    if (pathname === '/favicon.ico') return { status: 204 }
    const answer = await site(request)
    if (pathname !== start.pathname || answer.status !== 404) return answer
    return {
      headers: { 'Content-Type': 'text/html; charset=utf-8', ...answer.headers },
      body: '<!doctype html><title>Contacts</title><script defer src="/page.js"></script><h1>Contacts</h1>\n',
    }
  }
}

/** Chromium counts a call as ended when its body was read, so every body is. */
const readBodies = `const plainFetch = fetch
globalThis.fetch = async (...call) => {
  const answer = await plainFetch(...call)
  await answer.clone().text()
  return answer
}
`

function scriptOf({ script }: Scene, variant: Variant, given: Given): string {
  const call = script ? `(${String(script)})('${variant}', ${JSON.stringify(given)})` : 'Promise.resolve()'
  return `${readBodies}${call}.catch(console.error).finally(() => {
  document.documentElement.dataset.played = 'yes'
})
`
}
