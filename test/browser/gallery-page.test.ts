import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeys, startEntra, type Entra } from '@clearway/entra'
import { findExhibits } from '@clearway/gallery'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import { galleryApplications } from '../../packages/clearway/src/gallery/gallery-applications.ts'
import {
  galleryOrigin,
  startGallery,
  type Gallery,
} from '../../packages/clearway/src/gallery/start-gallery.ts'
import { labDirectory } from '../../packages/clearway/src/lab/directory.ts'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import { launchChromium, type Chromium } from '../support/chromium.ts'

let entra: Entra
let gallery: Gallery
let chromium: Chromium
let context: BrowserContext
const folder = mkdtempSync(join(tmpdir(), 'gallery-page-'))

beforeAll(async () => {
  const port = await freePort()
  const keys = await createKeys()
  const exhibits = await findExhibits()
  const directory = labDirectory([], galleryApplications(galleryOrigin(port, false), exhibits))
  entra = await startEntra({ directory, keys })
  gallery = await startGallery({ exhibits, port, entra: `http://127.0.0.1:${entra.port}`, keys, folder })
  chromium = await launchChromium({ thirdPartyCookies: 'blocked' })
  ;({ context } = chromium)
})
afterEach(async () => {
  await Promise.all(context.pages().map((page) => page.close()))
})
afterAll(async () => {
  await chromium?.close()
  await gallery?.close()
  await entra?.close()
  rmSync(folder, { recursive: true, force: true })
})

const visit = async (name: string): Promise<Page> => {
  const page = await context.newPage()
  await page.goto(`${gallery.origin}/#${name}`)
  return page
}

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click()

/** Waits until nothing plays on a side. */
const ended = (page: Page, variant: 'broken' | 'mended'): Promise<void> =>
  page.locator(`.side.${variant}[aria-busy="false"]`).waitFor()

/** The hosts of all hops that a side shows, each once. */
const hostsOn = async (page: Page, variant: 'broken' | 'mended'): Promise<readonly string[]> => [
  ...new Set(await page.locator(`.side.${variant} .hop-host`).allTextContents()),
]

test('in two tabs at once, one exhibit has in each the requests of that tab alone', async () => {
  const tabs = [await visit('hidden-401'), await visit('hidden-401')]
  // Neither answer leaves before both tabs have asked: their runs overlap.
  let waiting = 0
  let open: () => void
  const both = new Promise<void>((resolve) => (open = resolve))
  await context.route(/\/\.stage\.js$/, async (route) => {
    waiting += 1
    if (waiting === 2) open()
    await both
    await route.continue()
  })
  await Promise.all(tabs.map((tab) => press(tab, 'Mend it')))
  await Promise.all(tabs.map((tab) => ended(tab, 'mended')))
  await context.unroute(/\/\.stage\.js$/)
  for (const tab of tabs) {
    const summaries = await tab.locator('.side.mended .exchange summary code').allTextContents()
    expect(summaries).toEqual(['GET /', 'GET /contacts', 'GET /log', 'GET /contacts'])
  }
  const hosts = await Promise.all(tabs.map((tab) => hostsOn(tab, 'mended')))
  expect(hosts.map((each) => each.length)).toEqual([2, 2])
  expect(new Set(hosts.flat()).size).toBe(4)
})

/** Where a run that starts now has its page; it ends at once. */
const nextStage = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const wanted = JSON.stringify({ exhibit: 'hidden-401', variant: 'broken' })
    const started = await fetch('/runs', { method: 'POST', body: wanted })
    const { id, stage } = (await started.json()) as { id: string; stage: string }
    await fetch(`/runs/${id}/end`, { method: 'POST', body: '{}' })
    return stage
  })

test('a page that is reloaded while an exhibit runs gives its place back, and runs it anew', async () => {
  const page = await visit('hidden-401')
  const held = page.waitForRequest(/\/\.stage\.js$/)
  await context.route(/\/\.stage\.js$/, () => undefined)
  await press(page, 'Break it')
  await held
  expect(await nextStage(page)).toContain('-broken2-app.')
  await page.reload()
  await context.unroute(/\/\.stage\.js$/)
  // The word that it is gone is sent while it goes, and nobody can await that.
  await expect.poll(() => nextStage(page)).toContain('-broken-app.')
  await press(page, 'Break it')
  await ended(page, 'broken')
  expect(await page.locator('.side.broken .exchange summary code').allTextContents()).toEqual([
    'GET /',
    'GET /contacts',
  ])
})

test('who leaves an exhibit while it runs is told so when they come back, and can press again', async () => {
  const page = await visit('token-missing')
  await context.route(/\/\.stage\.js$/, () => undefined)
  const held = page.waitForRequest(/\/\.stage\.js$/)
  await press(page, 'Break it')
  await held
  await page.getByRole('link', { name: 'All exhibits' }).click()
  await page.getByRole('searchbox').waitFor()
  await context.unroute(/\/\.stage\.js$/)
  await page.goBack()
  await page.getByText('You left the exhibit before it had ended.').waitFor()
  await press(page, 'Break it again')
  await page.locator('.side.broken .finding').first().waitFor()
})

test('pressed twice, an exhibit runs once', async () => {
  const page = await visit('token-missing')
  let runs = 0
  page.on('request', (request) => (runs += request.url().endsWith('/runs') ? 1 : 0))
  await page.getByRole('button', { name: 'Break it' }).dblclick()
  await ended(page, 'broken')
  expect(runs).toBe(1)
})

test('a browser that blocks windows is told of, and nothing runs', async () => {
  const page = await visit('pkce-missing')
  await page.evaluate(() => {
    window.open = () => null
  })
  await press(page, 'Break it')
  await page.locator('.side.broken .status', { hasText: 'Your browser blocked the window' }).waitFor()
  expect(await page.locator('.side.broken .part').count()).toBe(0)
})

test('while the lab does not answer, the page says so: in a run, for its capture, and for a problem', async () => {
  const page = await visit('token-missing')
  await press(page, 'Break it')
  await page.locator('.side.broken .finding').first().waitFor()
  await context.setOffline(true)
  try {
    await press(page, 'Download the HAR')
    await page.locator('.side.broken [role=status]', { hasText: 'The lab does not answer.' }).waitFor()
    await press(page, 'Break it again')
    await page.locator('.side.broken .status', { hasText: 'The lab does not answer.' }).waitFor()
    await page.locator('.facts-of').getByRole('link', { name: 'token/missing' }).click()
    await page.getByRole('heading', { name: 'No answer' }).waitFor()
  } finally {
    await context.setOffline(false)
  }
})

test('a lab that stops while an exhibit runs is noticed before the page’s patience ends', async () => {
  const page = await visit('token-missing')
  await context.route(/\/\.stage\.js$/, () => undefined)
  const held = page.waitForRequest(/\/\.stage\.js$/)
  await press(page, 'Break it')
  await held
  await context.setOffline(true)
  try {
    await page.locator('.side.broken .status', { hasText: 'The lab does not answer.' }).waitFor()
  } finally {
    await context.setOffline(false)
    await context.unroute(/\/\.stage\.js$/)
  }
})

test('a word is explained where it stands first, by the keyboard alone', async () => {
  const page = await visit('proxy-preflight')
  const word = page.getByRole('button', { name: 'preflight', exact: false }).first()
  await word.focus()
  await page.keyboard.press('Enter')
  const explanation = page.locator('.explanation:popover-open')
  await explanation.getByText('A question that the browser sends ahead of a call').waitFor()
  expect(await page.getByRole('status').first().textContent()).toContain('A question that the browser')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('The Fetch standard')
  await page.keyboard.press('Escape')
  expect(await explanation.count()).toBe(0)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^preflights?$/)
  const words = await page
    .locator('.term')
    .evaluateAll((terms) => terms.map((term) => term.getAttribute('data-word')))
  expect(new Set(words).size).toBe(words.length)
})

test('all words are on a page of their own', async () => {
  const page = await visit('words')
  await page.getByRole('heading', { name: 'Words' }).waitFor()
  expect(await page.locator('dt', { hasText: /^PKCE$/ }).count()).toBe(1)
})

test('what is unfolded on one side stays so when the other side runs', async () => {
  const page = await visit('token-missing')
  await press(page, 'Break it')
  const fix = page.locator('.side.broken .fix').nth(1)
  await fix.locator('summary').click()
  await press(page, 'Mend it')
  await ended(page, 'mended')
  expect(await fix.getAttribute('open')).not.toBeNull()
})
