import { diagnose } from '@clearway/doctor'
import type { ProblemCode } from '@clearway/rules/problems'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../../packages/clearway/src/lab/free-port.ts'
import { openDevTools } from '../../captures/recorder/devtools.ts'
import { consoleErrors, launchChromium } from '../../support/chromium.ts'
import { appIds, contosoId } from './directory.ts'
import { signInOn as signInWithMsal } from './msal-flows.ts'
import { configure, signInOn as signInWithOidc, url as oidcUrl } from './oidc-client.ts'
import { app, startStage, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage?.close())

const microsoft = 'https://login.microsoftonline.com'

/** Signs in with DevTools open; gives what its network panel exports, and the errors in the console. */
async function capture(
  url: string,
  signIn: (page: Page) => Promise<unknown>,
): Promise<{ har: string; console: string }> {
  const port = await freePort()
  const debugging = [`--remote-debugging-port=${port}`, `--remote-allow-origins=http://127.0.0.1:${port}`]
  const args = [...stage.flags, ...debugging]
  const browser = await launchChromium({ thirdPartyCookies: 'blocked', args })
  try {
    const page = await browser.newPage()
    const devTools = await openDevTools(browser, port, page)
    const errors = consoleErrors(page)
    await page.goto(url)
    await signIn(page)
    await devTools.settle()
    return { har: await devTools.exportHar(true), console: errors.join('\n') }
  } finally {
    await browser.close()
  }
}

async function codesIn(text: string): Promise<readonly string[]> {
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(text)
  }
  const { findings } = await diagnose([{ name: 'capture', open }])
  return findings.map(({ code }) => code)
}

interface Mistake {
  readonly name: string
  readonly refusal: number
  readonly code: ProblemCode
  readonly url: string
  signIn(page: Page): Promise<unknown>
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a redirect URI registered for web applications, met by @azure/msal-browser 5',
    refusal: 9002326,
    code: 'idp/redirect-uri-not-spa',
    url: `${app}/msal-5`,
    signIn: (page) =>
      signInWithMsal(page, {
        url: `${app}/msal-5`,
        configuration: {
          auth: {
            clientId: appIds.serverPage,
            authority: `${microsoft}/${contosoId}`,
            redirectUri: `${app}/bridge`,
          },
        },
      }),
  },
  {
    name: 'a code redeemed without PKCE by oidc-client-ts 3',
    refusal: 9002325,
    code: 'idp/pkce-missing',
    url: oidcUrl,
    signIn: (page) => signInWithOidc(page, configure(microsoft, { disablePKCE: true })),
  },
]

test.each(mistakes)('the doctor names $name', async ({ code, refusal, signIn, url }) => {
  const captured = await capture(url, signIn)
  expect(stage.events).toContainEqual(expect.objectContaining({ type: 'refused', code: refusal }))
  expect(await codesIn(captured.har)).toContain(code)
  expect(await codesIn(captured.console)).toContain(code)
})
