import type { AuthenticationResult, Configuration } from '@azure/msal-node'
import { diagnose, streamInput } from '@clearway/doctor'
import { decodeJwt } from 'jose'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import {
  failureOf,
  resultOf,
  type ClientFailure,
  type ClientProcess,
  type Outcome,
} from './client-process.ts'
import { ada, grace, password, secret } from './directory.ts'
import { rowsOf, type FlowOf } from './matrix.ts'
import { approveDevice, signInAt, startScene, type Scene } from './scene.ts'

const ordersRead = ['api://orders/Orders.Read']
const ordersDefault = ['api://orders/.default']

type Tokens = Outcome<AuthenticationResult>

/** An application of MSAL's with the configuration that its documentation shows. */
async function create(
  scene: Scene,
  kind: 'confidential' | 'public',
  app: { readonly appId: string },
  auth: Partial<Configuration['auth']> = {},
): Promise<ClientProcess> {
  const msal = scene.client('msal-node')
  const { authority, host } = scene
  const configuration: Configuration = {
    auth: { clientId: app.appId, authority, knownAuthorities: [host], ...auth },
  }
  resultOf(await msal.call('create', { kind, configuration }))
  return msal
}

const withSecret = { clientSecret: secret }

const createWeb = (scene: Scene): Promise<ClientProcess> =>
  create(scene, 'confidential', scene.web, withSecret)

/** Signs Ada in with the code flow, and redeems the code. */
async function signIn(scene: Scene, msal: ClientProcess): Promise<Tokens> {
  const { redirectUri } = scene
  const url = resultOf(await msal.call<string>('getAuthCodeUrl', { scopes: ordersRead, redirectUri }))
  const code = new URL(await scene.signIn(url)).searchParams.get('code')
  return msal.call('acquireTokenByCode', { scopes: ordersRead, redirectUri, code })
}

/** The account of Ada, signed in, and a token for the orders API. */
async function signedIn(scene: Scene, msal: ClientProcess): Promise<AuthenticationResult> {
  return resultOf(await signIn(scene, msal))
}

const silently = (msal: ClientProcess, first: AuthenticationResult, more: object = {}): Promise<Tokens> =>
  msal.call('acquireTokenSilent', { account: first.account, scopes: ordersRead, ...more })

async function ownToken(scene: Scene, auth: Partial<Configuration['auth']>): Promise<Tokens> {
  const msal = await create(scene, 'confidential', scene.web, auth)
  return msal.call('acquireTokenByClientCredential', { scopes: ordersDefault })
}

const byPassword = async (scene: Scene, typed: string): Promise<Tokens> => {
  const msal = await create(scene, 'public', scene.native)
  const request = { scopes: ordersRead, username: grace.userPrincipalName, password: typed }
  return msal.call('acquireTokenByUsernamePassword', request)
}

const flows: Record<FlowOf<'@azure/msal-node 7'>, (scene: Scene) => Promise<string>> = {
  async 'authorization code'(scene) {
    const tokens = await signedIn(scene, await createWeb(scene))
    expect(tokens.account).toMatchObject({ username: ada.userPrincipalName, localAccountId: ada.id })
    expect(decodeJwt(tokens.accessToken)).toMatchObject({ aud: scene.orders.appId, scp: 'Orders.Read' })
    return 'signed in, with a token for the API'
  },
  async 'silent, from the cache'(scene) {
    const msal = await createWeb(scene)
    const first = await signedIn(scene, msal)
    const again = resultOf(await silently(msal, first))
    expect(again).toMatchObject({ fromCache: true, accessToken: first.accessToken })
    return 'the same token'
  },
  async 'silent, by refresh token'(scene) {
    const msal = await createWeb(scene)
    const first = await signedIn(scene, msal)
    const again = resultOf(await silently(msal, first, { forceRefresh: true }))
    expect(again.fromCache).toBe(false)
    expect(again.accessToken).not.toBe(first.accessToken)
    return 'a new token'
  },
  async 'silent, for a second API'(scene) {
    const msal = await createWeb(scene)
    const first = await signedIn(scene, msal)
    const other = resultOf(await silently(msal, first, { scopes: ['api://stock/Stock.Read'] }))
    expect(decodeJwt(other.accessToken)).toMatchObject({ aud: scene.stock.appId, scp: 'Stock.Read' })
    return 'a token for that API'
  },
  async 'interactive, in the system browser'(scene) {
    const msal = await create(scene, 'public', scene.native)
    const request = { scopes: ordersRead }
    const { told, outcome } = await msal.callThatTells<AuthenticationResult>(
      'acquireTokenInteractive',
      request,
    )
    const browser = scene.browser()
    const page = await browser.get(told['url'] ?? '', { kind: 'navigation' })
    await browser.submit(await signInAt(browser, page, grace))
    expect(resultOf(await outcome).account?.username).toBe(grace.userPrincipalName)
    return 'signed in, on any port of localhost'
  },
  async 'client credentials, secret'(scene) {
    const own = resultOf(await ownToken(scene, withSecret))
    expect(decodeJwt(own.accessToken)).toMatchObject({ aud: scene.orders.appId, roles: ['Orders.Import'] })
    return 'a token with the roles of the application'
  },
  async 'client credentials, certificate'(scene) {
    const { chain, key, thumbprint } = scene.clientCertificate
    const clientCertificate = { privateKey: key, thumbprintSha256: thumbprint, x5c: chain }
    const own = resultOf(await ownToken(scene, { clientCertificate }))
    expect(decodeJwt(own.accessToken)).toMatchObject({ aud: scene.orders.appId, azpacr: '2' })
    return 'a token with the roles of the application'
  },
  async 'client credentials, wrong secret'(scene) {
    return say(failureOf(await ownToken(scene, { clientSecret: 'wrong' })))
  },
  async 'on-behalf-of'(scene) {
    const { accessToken } = await signedIn(scene, await createWeb(scene))
    const orders = await create(scene, 'confidential', scene.orders, withSecret)
    const request = { oboAssertion: accessToken, scopes: ['api://stock/Stock.Read'] }
    const tokens = resultOf(await orders.call<AuthenticationResult>('acquireTokenOnBehalfOf', request))
    expect(decodeJwt(tokens.accessToken)).toMatchObject({
      aud: scene.stock.appId,
      azp: scene.orders.appId,
      oid: ada.id,
      scp: 'Stock.Read',
    })
    return 'a token for the second API, for the user'
  },
  async 'device code'(scene) {
    const msal = await create(scene, 'public', scene.native)
    const request = { scopes: ordersRead }
    const { told, outcome } = await msal.callThatTells<AuthenticationResult>(
      'acquireTokenByDeviceCode',
      request,
    )
    await approveDevice(scene, told['verificationUri'] ?? '', told['userCode'] ?? '', ada)
    expect(resultOf(await outcome).account?.username).toBe(ada.userPrincipalName)
    return 'signed in on another device'
  },
  async 'user name and password'(scene) {
    const tokens = resultOf(await byPassword(scene, password))
    expect(tokens.account?.username).toBe(grace.userPrincipalName)
    return 'signed in'
  },
  async 'user name and wrong password'(scene) {
    return say(failureOf(await byPassword(scene, 'wrong')))
  },
  async 'silent, met by a claims challenge'(scene) {
    const msal = await createWeb(scene)
    const first = await signedIn(scene, msal)
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
    scene.entra.control.addFault({ error: 50076, claims, endpoint: 'token', user: ada.id, times: 1 })
    const failure = failureOf(await silently(msal, first, { forceRefresh: true }))
    expect(failure.claims).toBe(claims)
    return `${say(failure)}, with the claims`
  },
  async 'code of a single-page application, redeemed on a server'(scene) {
    const msal = await create(scene, 'confidential', scene.page, withSecret)
    const failure = failureOf(await signIn(scene, msal))
    const named = await codesIn(`${failure.text}\n${failure.errorMessage}\n`)
    return `${say(failure)}; the doctor: ${named.join(', ')}`
  },
}

/** An error by its class, its code and Entra's number. */
const say = ({ errorCode, errorMessage = '', name }: ClientFailure): string =>
  `${name} ${errorCode}, ${/AADSTS\d+/.exec(errorMessage)?.[0]}`

/** What the doctor finds in a log. */
async function codesIn(log: string): Promise<readonly string[]> {
  const report = await diagnose([streamInput(Readable.from([Buffer.from(log)]), 'app.log')])
  return report.findings.map(({ code }) => code)
}

describe('@azure/msal-node', () => {
  test.each(rowsOf('@azure/msal-node 7'))('$flow: $outcome', async ({ flow, outcome }) => {
    expect(await flows[flow](await startScene())).toBe(outcome)
  })
})
