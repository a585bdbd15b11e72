import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createKeys, startEntra, type Entra } from '@clearway/entra'
import { openAuthority } from '@clearway/entra/certificates'
import { diagnose } from '@clearway/doctor'
import { findExhibits, statements, type FoundExhibit, type Variant } from '@clearway/gallery'
import type { ConsoleMessage, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { galleryApplications } from '../../packages/clearway/src/gallery/gallery-applications.ts'
import type { RunView } from '../../packages/clearway/src/gallery/runs.ts'
import {
  galleryOrigin,
  startGallery,
  type Gallery,
} from '../../packages/clearway/src/gallery/start-gallery.ts'
import { labDirectory } from '../../packages/clearway/src/lab/directory.ts'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import { launchChromium, type Chromium } from '../support/chromium.ts'
import { guideExhibit } from '../support/guide-exhibit.ts'

const exhibits = [...(await findExhibits()), await guideExhibit()]

describe('the exhibits', () => {
  it('show every statement, and none that there is not', () => {
    const shown = new Set(exhibits.flatMap(({ shows }) => shows))
    expect(statements.filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([])
    expect([...shown].filter((id) => !statements.some((each) => each.id === id))).toEqual([])
  })

  it('say what the remedy is, or that there is none yet', () => {
    expect(exhibits.filter(({ open, remedy }) => (open === undefined) === (remedy === undefined))).toEqual([])
  })
})

/** What the page told, and what the lab made of what it saw. */
interface Played {
  readonly told: {
    readonly calls: readonly { readonly got: string }[]
    readonly result?: unknown
    readonly error?: string
  }
  readonly view: RunView
  readonly console: readonly string[]
}

/** Presses the button of a variant, and does what a person would in the window that opens. */
async function play(page: Page, exhibit: FoundExhibit, variant: Variant): Promise<Played> {
  const lines: string[] = []
  // On the context: a window speaks before it is told of.
  const context = page.context()
  const listen = (message: ConsoleMessage): void => {
    if (message.type() === 'error') lines.push(message.text())
  }
  context.on('console', listen)
  page.once('close', () => context.off('console', listen))
  page.on('popup', (opened) => {
    // Whoever is asked to sign in does so; most windows never ask.
    const ada = opened.getByRole('button', { name: /Ada Lovelace/ }).first()
    ada.click().catch(() => undefined)
  })
  // What one exhibit leaves behind is not to help another, nor the same one the next time.
  await context.clearCookies()
  const { told, view } = await page.evaluate(
    async ([name, way, needsWindow]) => {
      const answer = await fetch('/runs', {
        method: 'POST',
        body: JSON.stringify({ exhibit: name, variant: way }),
      })
      const { id, stage } = (await answer.json()) as { id: string; stage: string }
      const heard = new Promise<Played['told']>((resolve) => {
        addEventListener('message', ({ data }) => {
          const { clearwayGallery } = data as { clearwayGallery?: Played['told'] }
          if (clearwayGallery) resolve(clearwayGallery)
        })
      })
      const frame = document.createElement('iframe')
      const opened = needsWindow === 'yes' ? open(stage) : undefined
      if (!opened) {
        frame.src = stage
        document.body.append(frame)
      }
      const heardTold = await heard
      opened?.close()
      frame.remove()
      const ended = await fetch(`/runs/${id}/end`, { method: 'POST', body: JSON.stringify(heardTold) })
      return { told: heardTold, view: (await ended.json()) as RunView }
    },
    [exhibit.name, variant, exhibit.needsWindow === true ? 'yes' : 'no'] as const,
  )
  return { told, view, console: lines }
}

/** The codes of severity error that the doctor finds in what the gallery saw and in what the console said. */
async function errorsOf({ console, told }: Played, har: string): Promise<readonly string[]> {
  const texts = [har, console.join('\n'), told.error ?? ''].filter((text) => text.trim() !== '')
  const inputs = texts.map((text, index) => {
    const bytes = Buffer.from(text)
    return {
      name: `input-${index}`,
      size: bytes.length,
      open: () => Readable.from([bytes]),
    }
  })
  const { findings } = await diagnose(inputs)
  return findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

for (const tls of [false, true]) {
  describe(`over ${tls ? 'HTTPS' : 'HTTP'}`, () => {
    let entra: Entra
    let gallery: Gallery
    let chromium: Chromium
    const folder = mkdtempSync(join(tmpdir(), 'gallery-'))

    beforeAll(async () => {
      const port = await freePort()
      const keys = await createKeys()
      const directory = labDirectory([])
      const applications = galleryApplications(galleryOrigin(port, tls), exhibits)
      directory.tenants[0]?.applications?.push(...(applications as never[]))
      const authority = await openAuthority({ folder: join(folder, 'ca'), permitted: ['localhost'] })
      const pair = await authority.issue(['localhost', '*.clearway.localhost', '*.elsewhere.localhost'])
      entra = await startEntra({ directory, keys, ...(tls && { tls: pair }) })
      const scheme = tls ? 'https' : 'http'
      gallery = await startGallery({
        exhibits,
        port,
        entra: `${scheme}://127.0.0.1:${entra.port}`,
        keys,
        folder,
        tls: tls ? { ...pair, authority: authority.certificateFile } : undefined,
      })
      chromium = await launchChromium({
        thirdPartyCookies: 'blocked',
        args: [`--ignore-certificate-errors-spki-list=${authority.spki}`],
      })
    })
    afterAll(async () => {
      await chromium?.close()
      await gallery?.close()
      await entra?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it.runIf(tls)('on the gallery’s own page the doctor hears what a library threw at the page', async () => {
      const page = await chromium.newPage()
      await page.goto(`${gallery.origin}/#msal-known-authorities`)
      await page.getByRole('button', { name: 'Break it' }).click()
      // On the wire nothing is wrong: only the error names the cause.
      await page.locator('.side.broken .finding', { hasText: 'idp/authority-not-trusted' }).waitFor()
      await page.close()
    })

    it('whoever cancels at the sign-in page is told so, and is not asked again', async () => {
      const page = await chromium.newPage()
      await page.context().clearCookies()
      await page.goto(`${gallery.origin}/#pkce-missing`)
      const popup = page.waitForEvent('popup')
      await page.getByRole('button', { name: 'Mend it' }).click()
      await (await popup).getByRole('button', { name: 'Cancel' }).click()
      await page.locator('.side.mended .end', { hasText: 'AADSTS65004' }).waitFor()
      await page.close()
    })

    // Over HTTPS those that need it, and those in which a gateway or a sign-in has to cope with it.
    const runnable = exhibits.filter(({ needsTls = false, needsWindow = false, published = [] }) =>
      tls ? needsTls || needsWindow || published.length > 0 : !needsTls,
    )
    describe.each(runnable.map((exhibit) => [exhibit.name, exhibit] as const))('%s', (_name, exhibit) => {
      /** Plays a variant until the console has shown a text: Chromium tells of it in its own time. */
      const run = async (
        variant: Variant,
        inConsole = '',
      ): Promise<Played & { readonly errors: readonly string[] }> => {
        const page = await chromium.newPage()
        try {
          await page.goto(`${gallery.origin}/exhibits.json`)
          const played = await play(page, exhibit, variant)
          await expect.poll(() => played.console.join('\n'), { timeout: 10_000 }).toContain(inConsole)
          const har = await page.evaluate(
            async (id) => (await fetch(`/runs/${id}/capture.har`)).text(),
            played.view.id,
          )
          return { ...played, errors: await errorsOf(played, har) }
        } finally {
          await page.close()
        }
      }

      it('broken: the page is told nothing useful, and the doctor names the cause and no other', async () => {
        const { errors, view } = await run('broken', exhibit.inConsole ?? 'has been blocked by CORS policy')
        expect(errors.filter((code) => code !== exhibit.code && !exhibit.besides?.includes(code))).toEqual([])
        expect(view.report.findings.map(({ code }) => code)).toContain(exhibit.code)
      })

      it.skipIf(exhibit.open !== undefined)('mended: it works, and the doctor finds no error', async () => {
        const { errors, told } = await run('mended')
        expect(told.error).toBeUndefined()
        expect(told.calls.at(-1)?.got).toMatch(/^status 2/)
        expect(errors).toEqual([])
      })
    })
  })
}
