import { describe, expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { expectRefusal } from './support/readable-no.ts'
import { startScene, type Scene, type SceneOptions } from './support/scene.ts'

/** Longer than the gateway waits for the provider; these tests take real time, all at once. */
const timeoutMs = 25_000

const asNavigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }

const withScene = async (act: (scene: Scene) => Promise<void>, options: SceneOptions = {}): Promise<void> => {
  const scene = await startScene(options)
  try {
    await act(scene)
  } finally {
    await scene.close()
  }
}

describe.concurrent('A39 a provider that takes a connection and never answers is given up', () => {
  test('by a renewal: the session goes on', () =>
    withScene(async (scene) => {
      const browser = scene.browser()
      await scene.signIn(browser)
      scene.provider.script.hangs = ['/token']
      scene.advance(301_000)
      const cookie = browser.cookies.header(new URL(scene.origin), { kind: 'background', method: 'GET' })
      const answers = await Promise.all(
        Array.from({ length: 100 }, () => scene.call('/x', { headers: { cookie }, timeoutMs })),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    }))

  test('by a callback: a page says so', () =>
    withScene(async (scene) => {
      scene.provider.script.hangs = ['/token']
      const browser = scene.browser()
      const begun = await browser.get(scene.origin, { kind: 'background', headers: asNavigation })
      const sentBack = await request(begun.header('location') ?? '')
      const cookie = browser.cookies.header(new URL(scene.origin), { kind: 'navigation', method: 'GET' })
      const callback = sentBack.header('location') ?? ''
      const answer = await request(callback, { headers: { ...asNavigation, cookie }, timeoutMs })
      expect([answer.status, answer.header('clearway-problem')]).toEqual([
        503,
        'sign-in/provider-unreachable',
      ])
    }))

  test('by the first navigation, when not even its metadata come', () =>
    withScene(async (scene) => {
      scene.provider.script.hangs = ['/.well-known/openid-configuration']
      const answer = await request(scene.origin, { headers: asNavigation, timeoutMs })
      expect([answer.status, answer.header('clearway-problem')]).toEqual([
        503,
        'sign-in/provider-unreachable',
      ])
      expect(answer.headerValues('set-cookie')).toEqual([])
    }))

  test('by a call with a token, when the keys do not come', () =>
    withScene(
      async (scene) => {
        scene.provider.script.hangs = ['/keys']
        const authorization = `Bearer ${await scene.provider.sign({ aud: 'api', scp: 'Read' })}`
        const answer = await scene.call('/x', { headers: { authorization }, timeoutMs })
        expectRefusal(answer, 'token/keys-unavailable')
      },
      { segment: '        accept: [bearer]\n        bearer: { audiences: [api], scopes: [Read] }' },
    ))
})
