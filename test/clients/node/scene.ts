import { createHash, X509Certificate } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeys, startEntra, type Entra, type EntraEvent, type User } from '@clearway/entra'
import { openAuthority } from '@clearway/entra/certificates'
import { onTestFinished } from 'vitest'
import { createBrowserLike, type BrowserLike, type VisitAnswer } from '../../support/browser-like.ts'
import { createClock, type Clock } from '../../support/clock.ts'
import { startUpstream } from '../../support/upstream.ts'
import { createSelfSigned } from '../../verdict/support/self-signed.ts'
import { startClient, type ClientProcess } from './client-process.ts'
import { ada, createDirectory, password, tenantId, type Applications } from './directory.ts'

/** A local Entra ID with TLS, an application's callback address, and clients that trust the server. */
export interface Scene extends Applications, Clock {
  readonly entra: Entra
  /** `https://localhost:port`: Node resolves no name below localhost. */
  readonly origin: string
  /** `host:port`, as MSAL wants it in `knownAuthorities`. */
  readonly host: string
  readonly authority: string
  readonly events: readonly EntraEvent[]
  /** Of the web and the single-page application; answers 200 to everything. */
  readonly redirectUri: string
  readonly clientCertificate: { readonly key: string; readonly thumbprint: string; readonly chain: string }
  /** A folder of the test's own that holds the certificate authority as `ca.crt`. */
  newFolder(): string
  /** Starts a client; it ends with the test. */
  client(program: 'msal-node' | 'openid-client'): ClientProcess
  /** A person's browser. */
  browser(): BrowserLike
  /** Opens an address of Entra's in a new browser and signs in there; gives the address of the application's page. */
  signIn(url: string, user?: User): Promise<string>
}

const keys = createKeys()
const folder = mkdtempSync(join(tmpdir(), 'clearway-clients-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const authority = openAuthority({ folder, permitted: ['localhost'] })
const server = authority.then((opened) => opened.issue(['localhost']))
const clientIdentity = createSelfSigned('rsa')

/** Signs in at Entra's page: picks the account, and types its password where one is asked. */
export async function signInAt(browser: BrowserLike, page: VisitAnswer, user: User): Promise<VisitAnswer> {
  const picked = await browser.submit(page, { user: user.id })
  return picked.text().includes('type="password"') ? browser.submit(picked, { passwd: password }) : picked
}

/** Enters a device's code in a browser, signs in there and says yes. */
export async function approveDevice(
  scene: Pick<Scene, 'browser'>,
  verificationUri: string,
  userCode: string,
  user: User,
): Promise<void> {
  const browser = scene.browser()
  let page = await browser.get(verificationUri, { kind: 'navigation' })
  page = await browser.submit(page, { otc: userCode })
  page = await signInAt(browser, page, user)
  await browser.submit(page, { answer: 'continue' })
}

/** Starts a scene; it ends with the test. */
export async function startScene(): Promise<Scene> {
  const { certificate: ca, certificateFile } = await authority
  const callback = await startUpstream()
  const redirectUri = `${callback.url}/callback`
  const { applications, directory } = createDirectory(redirectUri, clientIdentity.cert)
  const clock = createClock()
  const events: EntraEvent[] = []
  const entra = await startEntra({
    directory,
    keys: await keys,
    tls: await server,
    hostname: 'localhost',
    now: clock.now,
    onEvent: (event) => events.push(event),
  })
  onTestFinished(async () => {
    await Promise.all([entra.close(), callback.close()])
  })
  const browser = (): BrowserLike => createBrowserLike({ now: clock.now, ca })
  return {
    ...applications,
    ...clock,
    entra,
    origin: entra.origin,
    host: new URL(entra.origin).host,
    authority: `${entra.origin}/${tenantId}`,
    events,
    redirectUri,
    clientCertificate: {
      key: clientIdentity.key,
      thumbprint: createHash('sha256').update(new X509Certificate(clientIdentity.cert).raw).digest('hex'),
      chain: clientIdentity.cert,
    },
    newFolder() {
      const own = mkdtempSync(join(folder, 'own-'))
      copyFileSync(certificateFile, join(own, 'ca.crt'))
      return own
    },
    client(program) {
      const started = startClient(program, certificateFile)
      onTestFinished(() => started.end())
      return started
    },
    browser,
    async signIn(url, user = ada) {
      const person = browser()
      const page = await person.get(url, { kind: 'navigation' })
      return (await signInAt(person, page, user)).url
    },
  }
}
