import { type Browser, postToken, type Running } from './running.ts'

/** What a device is told, in version 2.0. */
export interface DeviceAnswer {
  readonly user_code: string
  readonly device_code: string
  readonly verification_uri: string
  readonly expires_in: number
  readonly interval: number
  readonly message: string
}

/** Starts a device's sign-in with the native application. */
export async function startDevice(
  { createBrowser, native }: Running,
  more: Record<string, string> = {},
): Promise<DeviceAnswer> {
  native.isFallbackPublicClient = true
  const fields = { client_id: native.appId, scope: 'openid offline_access api://contacts/Contacts.Read' }
  const path = '/contoso.onmicrosoft.com/oauth2/v2.0/devicecode'
  const response = await createBrowser().post(path, { ...fields, ...more })
  return (await response.json()) as DeviceAnswer
}

/** Asks for the device's tokens. */
export function pollDevice(
  { createBrowser, native }: Running,
  deviceCode: string,
  more: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const fields = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: native.appId }
  return postToken(createBrowser(), { ...fields, device_code: deviceCode, ...more }, headers)
}

const path = '/common/oauth2/deviceauth'

/** A field of the only form of a page that has it. */
const fieldOf = (html: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''

/** Types a device's code and signs somebody in: what a browser gets as the last question. */
export async function openQuestion(
  browser: Browser,
  userCode: string,
  user: { id: string },
): Promise<{ readonly code: string; readonly html: string }> {
  const typed = await browser.post(path, { otc: userCode })
  const authorize = new URL(typed.headers.get('location') ?? 'none:')
  const signIn = await browser.request(authorize.pathname + authorize.search)
  const request = fieldOf(await signIn.text(), 'request')
  const action = authorize.pathname.replace(/authorize$/, 'login')
  const signedIn = await browser.post(action, { request, user: user.id })
  const back = new URL(signedIn.headers.get('location') ?? 'none:')
  const html = await (await browser.request(back.pathname + back.search)).text()
  return { code: fieldOf(html, 'code'), html }
}

/** Answers the last question. */
export async function answerQuestion(
  browser: Browser,
  userCode: string,
  code: string,
  answer: 'continue' | 'cancel',
): Promise<Response> {
  return browser.post(path, { otc: userCode, code, answer })
}

/** Does all that a person does who approves. */
export async function approveDevice(
  running: Running,
  userCode: string,
  user: { id: string },
): Promise<Browser> {
  const browser = running.createBrowser()
  const { code } = await openQuestion(browser, userCode, user)
  await answerQuestion(browser, userCode, code, 'continue')
  return browser
}
