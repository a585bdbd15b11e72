import { answerQuestion, approveDevice, openQuestion, pollDevice, startDevice } from '../device-login.ts'
import { pageOrigin, postToken, type Running } from '../running.ts'
import type { Case } from './case.ts'

/** Asks for a device's tokens after something happened to its code. */
const pollAfter =
  (
    happens: (running: Running, userCode: string, deviceCode: string) => unknown,
    more: Record<string, string> = {},
  ) =>
  async (running: Running): Promise<Response> => {
    const started = await startDevice(running)
    await happens(running, started.user_code, started.device_code)
    return pollDevice(running, started.device_code, more)
  }

/** Redeems an approved device's code at another address than it was asked for at. */
async function redeemAt(running: Running, address: string): Promise<Response> {
  const { device_code, user_code } = await startDevice(running)
  await approveDevice(running, user_code, running.ada)
  const fields = { grant_type: 'device_code', client_id: running.native.appId, device_code }
  return postToken(running.createBrowser(), fields, {}, address)
}

/** Every refusal of the device code grant. */
export const withDeviceCode: Case[] = [
  ['a device code that nobody approved yet', 70016, 'json', 'authorization_pending', pollAfter(() => {})],
  ['no device code', 900144, 'json', 'invalid_request', pollAfter(() => {}, { device_code: '' })],
  [
    'a device code of nobody’s',
    70018,
    'json',
    'bad_verification_code',
    pollAfter(() => {}, { device_code: 'x' }),
  ],
  [
    'a device code of another application',
    70018,
    'json',
    'bad_verification_code',
    async (running) => {
      running.page.isFallbackPublicClient = true
      return pollAfter(() => {}, { client_id: running.page.appId })(running)
    },
  ],
  [
    'a device code after fifteen minutes',
    70020,
    'json',
    'expired_token',
    pollAfter(({ clock }) => clock.advance(15 * 60)),
  ],
  [
    'a device code that was declined',
    65004,
    'json',
    'authorization_declined',
    pollAfter(async ({ ada, createBrowser }, userCode) => {
      const browser = createBrowser()
      const { code } = await openQuestion(browser, userCode, ada)
      await answerQuestion(browser, userCode, code, 'cancel')
    }),
  ],
  [
    'a device code at another tenant than its person’s',
    700005,
    'json',
    'invalid_grant',
    async (running) => {
      running.native.signInAudience = 'AzureADMultipleOrgs'
      return redeemAt(running, 'fabrikam.com')
    },
  ],
  [
    'a device code for the second time',
    54005,
    'json',
    'invalid_grant',
    pollAfter(async (running, userCode, deviceCode) => {
      await approveDevice(running, userCode, running.ada)
      await pollDevice(running, deviceCode)
    }),
  ],
  [
    'a device code of an application that is not public, without a secret',
    7000218,
    'json',
    'invalid_client',
    pollAfter(({ native }) => (native.isFallbackPublicClient = false)),
  ],
  [
    'a device code of a page',
    9002326,
    'json',
    'invalid_request',
    async (running) => pollDevice(running, (await startDevice(running)).device_code, {}, pageOrigin),
  ],
]
