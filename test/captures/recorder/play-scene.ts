import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from 'playwright-core'

import { freePort } from '../../../packages/clearway/src/lab/free-port.ts'
import { launchChromium } from '../../support/chromium.ts'
import { app, type Given, type Scene, type Stage, type Variant } from '../scene.ts'
import { openDevTools } from './devtools.ts'
import { startSiteServer, type Site } from './site-server.ts'

/** A variant of a scene as its browser and its servers saw it. */
export interface Played {
  /** With sensitive data. */
  readonly har: string
  /** As DevTools exports it by default: without cookies and Authorization. */
  readonly shared: string
  readonly console: string
  readonly netlog: string
  /** That have a site. */
  readonly hosts: readonly string[]
}

/** Plays a variant of a scene in a fresh Chromium with DevTools open, and exports what they show. */
export async function playScene(scene: Scene, variant: Variant): Promise<Played> {
  const folder = await mkdtemp(join(tmpdir(), 'scene-'))
  const { hosts, given = {}, close } = await scene.sites(variant)
  const start = new URL(scene.start ?? app)
  const own = hosts[start.hostname] ?? emptyPage
  const server = await startSiteServer({
    ...hosts,
    [start.hostname]: withPage(own, start, scriptOf(scene, variant, given)),
  })
  const debuggingPort = await freePort()
  const netlog = join(folder, 'netlog.json')
  try {
    const browser = await launchChromium({
      thirdPartyCookies: scene.thirdPartyCookies ?? 'allowed',
      args: [
        `--host-resolver-rules=${resolverRules(Object.keys({ ...hosts, [start.hostname]: own }), server.port)}`,
        `--remote-debugging-port=${debuggingPort}`,
        `--remote-allow-origins=http://127.0.0.1:${debuggingPort}`,
        `--log-net-log=${netlog}`,
        '--net-log-capture-mode=IncludeSensitive',
        ...(scene.flags ?? ['--ignore-certificate-errors']),
      ],
    })
    try {
      const page = await browser.newPage()
      const devTools = await openDevTools(browser, debuggingPort, page)
      await (scene.drive ?? openStart)({ page, variant, start: start.href, played: () => hasPlayed(page) })
      await devTools.settle()
      const [har, shared, console] = [
        await devTools.exportHar(true),
        await devTools.exportHar(false),
        await devTools.saveConsole(),
      ]
      await browser.close()
      return {
        har,
        shared,
        console,
        netlog: await readFile(netlog, 'utf8'),
        hosts: Object.keys({ ...hosts, [start.hostname]: own }),
      }
    } finally {
      await browser.close()
    }
  } finally {
    await server.close()
    await close?.()
    await rm(folder, { recursive: true, force: true })
  }
}

const hasPlayed = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => document.documentElement.dataset['played'] === 'yes')
}

const openStart = async ({ page, start, played }: Stage): Promise<void> => {
  await page.goto(start)
  await played()
}

/** Hosts with a site are at the server, the front-end at itself, and there are no others. */
function resolverRules(hosts: readonly string[], port: number): string {
  return [
    ...hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`),
    'MAP * ~NOTFOUND',
    'EXCLUDE 127.0.0.1',
    'EXCLUDE *.localhost',
  ].join(', ')
}

const emptyPage: Site = () => ({ status: 404 })

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
