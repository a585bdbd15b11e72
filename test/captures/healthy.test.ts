import { diagnose } from '@clearway/doctor'
import { expect, test } from 'vitest'
import { freePort } from '../../packages/clearway/src/lab/free-port.ts'
import { startLab } from '../../packages/clearway/src/lab/start-lab.ts'
import { launchChromium } from '../support/chromium.ts'
import { openDevTools } from './recorder/devtools.ts'

/** Each a preflight now and then, and a call; besides them the sign-in and the page. */
const calls = 1000

const recordLab = async (): Promise<string> => {
  const lab = await startLab({
    port: 0,
    entraPort: 0,
    adminPort: 0,
    galleryPort: 0,
    tokenSeconds: 60,
    sessionIdle: '10m',
  })
  const debuggingPort = await freePort()
  const browser = await launchChromium({
    thirdPartyCookies: 'blocked',
    args: [
      `--remote-debugging-port=${debuggingPort}`,
      `--remote-allow-origins=http://127.0.0.1:${debuggingPort}`,
    ],
  })
  try {
    const page = await browser.newPage()
    const devTools = await openDevTools(browser, debuggingPort, page)
    await page.goto(lab.urls.contacts)
    await page.getByRole('button', { name: /Ada Lovelace/ }).click()
    await page.locator('#contacts li').first().waitFor()
    await page.evaluate(
      async ([api, count]) => {
        const call = async (at: number): Promise<void> => {
          const init: RequestInit =
            at % 10 === 0
              ? {
                  method: 'POST',
                  headers: { 'content-type': 'application/json' },
                  body: JSON.stringify({ name: `Guest ${at}`, email: `guest${at}@example.com` }),
                }
              : {}
          await (await fetch(`${api}?at=${at}`, { ...init, credentials: 'include' })).text()
        }
        for (let at = 0; at < count; at += 20) {
          await Promise.all(Array.from({ length: 20 }, (_, each) => call(at + each)))
        }
      },
      [lab.urls.api, calls] as const,
    )
    await devTools.settle()
    return await devTools.exportHar(true)
  } finally {
    await browser.close()
    await lab.stop()
  }
}

test('a thousand calls through the gateway, with the sign-in before them, give no error', async () => {
  const har = await recordLab()
  const { inputs, findings } = await diagnose([
    {
      name: 'lab.har',
      open: async function* () {
        yield Buffer.from(har)
      },
    },
  ])
  expect(inputs[0]?.exchanges).toBeGreaterThan(calls)
  expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([])
}, 120_000)
