import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Page } from 'playwright-core'

import { freePort } from '../../../packages/clearway/src/lab/free-port.ts'
import { launchChromium } from '../../support/chromium.ts'
import type { Scene, Stage, Variant } from '../scene.ts'
import { openDevTools } from './devtools.ts'
import { openScene } from './open-scene.ts'

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
  const { port, start, hosts, close } = await openScene(scene, variant)
  const debuggingPort = await freePort()
  const netlog = join(folder, 'netlog.json')
  try {
    const browser = await launchChromium({
      thirdPartyCookies: scene.thirdPartyCookies ?? 'allowed',
      args: [
        `--host-resolver-rules=${resolverRules(hosts, port)}`,
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
      await (scene.drive ?? openStart)({ page, variant, start, played: () => hasPlayed(page) })
      await devTools.settle()
      const [har, shared, console] = [
        await devTools.exportHar(true),
        await devTools.exportHar(false),
        await devTools.saveConsole(),
      ]
      await browser.close()
      return { har, shared, console, netlog: await readFile(netlog, 'utf8'), hosts }
    } finally {
      await browser.close()
    }
  } finally {
    await close()
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
