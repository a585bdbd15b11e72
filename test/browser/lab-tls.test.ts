import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLab, type Lab } from '../../packages/clearway/src/lab/start-lab.ts'
import { consoleErrors, launchChromium, type Chromium } from '../support/chromium.ts'

const folder = mkdtempSync(join(tmpdir(), 'clearway-lab-tls-'))
const dataHome = process.env['XDG_DATA_HOME']
let lab: Lab
let browser: Chromium

beforeAll(async () => {
  // The lab opens the authority of whoever runs it.
  process.env['XDG_DATA_HOME'] = folder
  lab = await startLab({
    port: 0,
    entraPort: 0,
    adminPort: 0,
    galleryPort: 0,
    tokenSeconds: 60,
    sessionIdle: '10m',
    tls: true,
  })
  browser = await launchChromium({
    thirdPartyCookies: 'blocked',
    args: [`--ignore-certificate-errors-spki-list=${lab.authority?.spki ?? ''}`],
  })
})

afterAll(async () => {
  await browser?.close()
  await lab?.stop()
  if (dataHome === undefined) delete process.env['XDG_DATA_HOME']
  else process.env['XDG_DATA_HOME'] = dataHome
  rmSync(folder, { recursive: true, force: true })
})

test('lab --tls: signing in and calling across origins work over https all the way, in a browser that trusts its authority', async () => {
  const page = await browser.newPage()
  const errors = consoleErrors(page)
  await page.goto(lab.urls.contacts)
  expect(new URL(page.url()).protocol).toBe('https:')
  await page.getByRole('button', { name: /Ada Lovelace/ }).click()
  await page.locator('#contacts li').first().waitFor()
  expect(Object.values(lab.urls).filter((url) => url.startsWith('http:'))).toEqual([lab.urls.admin])
  expect(errors).toEqual([])
})
