import { parseConfig, startGateway } from '@clearway/gateway'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../packages/clearway/src/lab/free-port.ts'
import type { BrowserLike, VisitAnswer } from '../../support/browser-like.ts'
import { captureLog } from '../../support/captured-log.ts'
import { startUpstream } from '../../support/upstream.ts'
import { ada, joan, secret, tenantId } from './directory.ts'
import { rowsOf, type FlowOf } from './matrix.ts'
import { signInAt, startScene, type Scene } from './scene.ts'

const hour = 3_600_000

/** Publishes an internal app behind a gateway that trusts the scene's certificate authority; gives its address. */
async function publish(
  scene: Scene,
  authority: string,
  scopes = 'openid, profile, email, offline_access',
): Promise<string> {
  const port = await freePort()
  const origin = `http://app.clearway.localhost:${port}`
  scene.web.web?.redirectUris.push(`${origin}/.clearway/callback`)
  const app = await startUpstream((request, response) =>
    response.end(`user: ${String(request.headers['x-user'])}`),
  )
  const config = `
listen: http://127.0.0.1:${port}
identity:
  authority: ${authority}
  certificateAuthority: \${file:ca.crt}
  clientId: ${scene.web.appId}
  clientSecret: ${secret}
  scopes: [${scopes}]
sessions: { store: ./data, idle: 8h, lifetime: 24h, renewBefore: 15m }
applications:
  - name: app
    segments:
      - external: ${origin}/
        internal: ${app.url}/
        identityHeaders: { X-User: preferred_username }
`
  const loaded = parseConfig(config, { name: 'gateway.yaml', folder: scene.newFolder(), env: {} })
  if (!loaded.ok) throw new Error(loaded.text)
  const gateway = await startGateway(loaded.plan, { logTo: captureLog().logTo, now: scene.now })
  onTestFinished(async () => {
    await gateway.stop(0)
    await app.close()
  })
  return `${origin}/`
}

const visit = (browser: BrowserLike, url: string): Promise<VisitAnswer> =>
  browser.get(url, { kind: 'navigation' })

const grantsOf = ({ events }: Scene): readonly string[] =>
  events.flatMap((event) => (event.type === 'tokens-issued' ? [event.grant] : []))

const flows: Record<FlowOf<'Clearway gateway'>, (scene: Scene) => Promise<string>> = {
  async 'authorization code with PKCE'(scene) {
    const url = await publish(scene, scene.entra.authority(tenantId))
    const browser = scene.browser()
    const page = await signInAt(browser, await visit(browser, url), ada)
    expect({ url: page.url, text: page.text() }).toEqual({ url, text: `user: ${ada.userPrincipalName}` })
    return 'signed in, the internal app knows who'
  },
  async 'refresh token'(scene) {
    const url = await publish(scene, scene.entra.authority(tenantId))
    const browser = scene.browser()
    await signInAt(browser, await visit(browser, url), ada)
    expect(grantsOf(scene)).toEqual(['authorization_code'])
    scene.advance(2 * hour)
    expect((await visit(browser, url)).status).toBe(200)
    expect(grantsOf(scene)).toEqual(['authorization_code', 'refresh_token'])
    return 'the session goes on, with new tokens'
  },
  async 'B2C user flow, under another name than b2clogin.com'(scene) {
    const authority = `${scene.origin}/tfp/shop.onmicrosoft.com/B2C_1_susi/v2.0`
    // B2C gives an access token for a scope of an API alone; an application's id stands for its own.
    const url = await publish(scene, authority, `openid, offline_access, ${scene.web.appId}`)
    scene.web.signInAudience = 'AzureADMultipleOrgs'
    const browser = scene.browser()
    const page = await signInAt(browser, await visit(browser, url), joan)
    expect({ url: page.url, status: page.status }).toEqual({ url, status: 200 })
    const session = await browser.get(`${url}.clearway/session`, { kind: 'background' })
    expect(session.text()).toContain(joan.displayName)
    return 'signed in, by the user flow'
  },
}

describe('Clearway gateway', () => {
  test.each(rowsOf('Clearway gateway'))('$flow: $outcome', async ({ flow, outcome }) => {
    expect(await flows[flow](await startScene())).toBe(outcome)
  })
})
