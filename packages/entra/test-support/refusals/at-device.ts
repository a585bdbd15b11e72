import { deviceLoginId, deviceLoginPath } from '../../src/device-login-application.ts'
import { answerQuestion, approveDevice, openQuestion, startDevice } from '../device-login.ts'
import { answerOf, pathTo, type Running, signIn } from '../running.ts'
import type { Case } from './case.ts'

const start =
  (more: Record<string, string>, tenant = 'contoso.onmicrosoft.com') =>
  ({ createBrowser, native }: Running): Promise<Response> =>
    createBrowser().post(`/${tenant}/oauth2/v2.0/devicecode`, {
      client_id: native.appId,
      scope: 'openid',
      ...more,
    })

/** Every refusal of the endpoint that gives devices their codes. */
export const atDeviceCode: Case[] = [
  [
    'a GET',
    900561,
    'json',
    'invalid_request',
    ({ createBrowser }) => createBrowser().request(pathTo('oauth2/v2.0/devicecode')),
  ],
  ['no client id', 900144, 'json', 'invalid_request', start({ client_id: '' })],
  ['an application that is not there', 700016, 'json', 'unauthorized_client', start({ client_id: 'nobody' })],
  ['a tenant that is not there', 90002, 'json', 'invalid_request', start({}, 'nowhere')],
  ['no scope', 900144, 'json', 'invalid_request', start({ scope: '' })],
  ['a scope that is none', 70011, 'json', 'invalid_scope', start({ scope: '/' })],
  ['a resource, as in v1', 901002, 'json', 'invalid_request', start({ resource: 'https://x' })],
  ['claims that are no JSON', 9002313, 'json', 'invalid_grant', start({ claims: '[]' })],
]

const type =
  (fields: Record<string, string>) =>
  ({ createBrowser }: Running): Promise<Response> =>
    createBrowser().post('/common/oauth2/deviceauth', fields)

/** Every refusal of the page where people type a device's code. */
export const atDeviceLogin: Case[] = [
  ['a code of nobody’s', 70018, 'page', '', type({ otc: 'ABCDEFGHJ' })],
  ['no code', 70018, 'page', '', type({})],
  [
    'a code after fifteen minutes',
    70019,
    'page',
    '',
    async (running) => {
      const { user_code } = await startDevice(running)
      running.clock.advance(15 * 60)
      return type({ otc: user_code })(running)
    },
  ],
  [
    'a code that was used',
    70019,
    'page',
    '',
    async (running) => {
      const { user_code } = await startDevice(running)
      await approveDevice(running, user_code, running.ada)
      return type({ otc: user_code })(running)
    },
  ],
  [
    'an answer without a sign-in',
    50058,
    'page',
    '',
    async (running) => {
      const { user_code } = await startDevice(running)
      return type({ otc: user_code, answer: 'continue', code: 'x' })(running)
    },
  ],
  [
    'somebody of another tenant than the device asked at, who signed in elsewhere',
    50020,
    'page',
    '',
    async (running) => {
      const { user_code } = await startDevice(running, { scope: 'openid' })
      const browser = running.createBrowser()
      const signInPage = {
        client_id: deviceLoginId,
        response_type: 'code',
        redirect_uri: running.entra.origin + deviceLoginPath,
        scope: 'openid',
      }
      const code = answerOf(await signIn(browser, signInPage, running.finn, 'common')).get('code') ?? ''
      return answerQuestion(browser, user_code, code, 'continue')
    },
  ],
  [
    'a scope that only an administrator may consent to',
    90094,
    'page',
    '',
    async (running) => {
      running.contoso.oauth2PermissionGrants = []
      const { user_code } = await startDevice(running)
      const browser = running.createBrowser()
      const { code } = await openQuestion(browser, user_code, running.ada)
      for (const scope of running.contactsApi.api?.oauth2PermissionScopes ?? []) scope.type = 'Admin'
      return answerQuestion(browser, user_code, code, 'continue')
    },
  ],
  [
    'an answer by another browser than the one that signed in',
    50058,
    'page',
    '',
    async (running) => {
      const { user_code } = await startDevice(running)
      const { code } = await openQuestion(running.createBrowser(), user_code, running.ada)
      return answerQuestion(running.createBrowser(), user_code, code, 'continue')
    },
  ],
]
