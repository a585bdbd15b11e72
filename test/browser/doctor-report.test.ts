import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { renderReport, type Report } from '@clearway/doctor'
import { consoleErrors, launchChromium, type Chromium } from '../support/chromium.ts'

const sample = JSON.parse(
  readFileSync(new URL('../../packages/doctor/src/render/fixtures/report.json', import.meta.url), 'utf8'),
) as Report

let chromium: Chromium
beforeAll(async () => {
  chromium = await launchChromium({ thirdPartyCookies: 'blocked' })
})
afterAll(() => chromium.close())

const open = async (report: Report, width: number) => {
  const page = await chromium.newPage()
  await page.setViewportSize({ width, height: 800 })
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  const errors = consoleErrors(page)
  await page.setContent(await renderReport(report, { format: 'html' }))
  return { page, requests, errors }
}

test.each([
  ['a desktop', 1200],
  ['a phone', 360],
])('the report fits %s, asks for nothing and breaks none of its own rules', async (_what, width) => {
  const { page, requests, errors } = await open(sample, width)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  expect(await page.evaluate(() => getComputedStyle(document.body).maxWidth)).toBe('896px')
  expect({ requests, errors }).toEqual({ requests: [], errors: [] })
  await page.close()
})

test('the sequence is a picture where there is room for it, and a list on a phone', async () => {
  const shown = async (width: number): Promise<readonly [picture: boolean, list: boolean]> => {
    const { page } = await open(sample, width)
    const both = [
      await page.locator('figure svg').isVisible(),
      await page.locator('.hops').isVisible(),
    ] as const
    await page.close()
    return both
  }
  expect(await shown(1200)).toEqual([true, false])
  expect(await shown(360)).toEqual([false, true])
})

test('a hostile capture runs nothing and loads nothing', async () => {
  const evil = `"><img src=https://evil.test/x onerror="document.title='run'"><script>document.title='run'</script><a href="javascript:alert(1)">`
  const text = JSON.stringify(sample).replaceAll('https://api.example.com', JSON.stringify(evil).slice(1, -1))
  const { page, requests } = await open(JSON.parse(text) as Report, 1200)
  expect(await page.title()).toContain('Clearway doctor')
  expect(await page.locator('script, img, a[href^="javascript"]').count()).toBe(0)
  expect(requests).toEqual([])
  await page.close()
})
