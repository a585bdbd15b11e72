import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { request, type Answer } from '../support/http-client.ts'
import { rawGet } from './support/raw-request.ts'
import { valuesOf, type AnyAnswer } from './support/readable-no.ts'
import { returnAddresses } from './support/return-addresses.ts'
import { startScene, type Scene } from './support/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene.close())

const asNavigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }
const rawNavigation = Object.entries(asNavigation).map(([name, value]) => `${name}: ${value}`)

const locationOf = (answer: AnyAnswer): string => valuesOf(answer, 'location')[0] ?? ''

/** From the redirect to the provider on: signs in, and gives the address that the gateway leads back to. */
const leadsTo = async (begun: AnyAnswer): Promise<string> => {
  expect(locationOf(begun)).toContain(scene.provider.authority)
  const cookie = (valuesOf(begun, 'set-cookie')[0] ?? '').split(';', 1)[0] ?? ''
  const sentBack: Answer = await request(locationOf(begun))
  const finished = await request(locationOf(sentBack), { headers: { ...asNavigation, cookie } })
  expect(finished.status).toBe(303)
  expect(valuesOf(finished, 'location')).toHaveLength(1)
  return locationOf(finished)
}

/** An address on the own origin, by its letters and as a browser reads it, and none of the gateway's own pages. */
const expectHome = (address: string, written: string): void => {
  expect(address.startsWith(`${scene.origin}/`), written).toBe(true)
  const read = new URL(address, `${scene.origin}/.clearway/callback`)
  expect(read.origin, written).toBe(scene.origin)
  expect(decodeURIComponent(read.pathname), written).not.toMatch(/^\/+\.clearway[/;]/)
  expect(address, written).toMatch(/^[\x21-\x7e]+$/)
}

const expectNo = (answer: AnyAnswer, written: string): void => {
  expect(answer.status, written).toBeGreaterThanOrEqual(400)
  expect(answer.status, written).toBeLessThan(500)
  expect(valuesOf(answer, 'location'), written).toEqual([])
  expect(valuesOf(answer, 'set-cookie'), written).toEqual([])
  expect(answer.body.toString(), written).not.toMatch(/evil|<script/)
}

describe('A31 signing in never leads anywhere but back to the application', () => {
  test('the list is long enough to mean something', () => {
    expect(new Set(returnAddresses(scene.origin)).size).toBeGreaterThan(300)
  })

  test('by returnTo, encoded once and twice', async () => {
    for (const written of returnAddresses(scene.origin)) {
      for (const encoded of [encodeURIComponent(written), encodeURIComponent(encodeURIComponent(written))]) {
        if (encoded.length > 7_000) continue
        const answer = await request(`${scene.origin}/.clearway/sign-in?returnTo=${encoded}`, {
          headers: asNavigation,
        })
        if (answer.status === 302) expectHome(await leadsTo(answer), written)
        else {
          expect([answer.status, answer.header('clearway-problem')], written).toEqual([
            400,
            'sign-in/return-not-allowed',
          ])
          expectNo(answer, written)
        }
      }
    }
  })

  test('by the path itself', async () => {
    // What cannot stand in a request line would be another request.
    const paths = returnAddresses(scene.origin).filter((written) => /^\/[^\s\0]*$/.test(written))
    expect(paths.length).toBeGreaterThan(100)
    for (const written of paths) {
      const answer = await rawGet(scene.port, scene.host, written, rawNavigation)
      if (answer.status === 302) expectHome(await leadsTo(answer), written)
      else if (answer.status !== 200 && answer.status !== 303) expectNo(answer, written)
    }
  })

  test('of two returnTo the first counts, and it is judged', async () => {
    const answer = await request(`${scene.origin}/.clearway/sign-in?returnTo=/a&returnTo=//evil.example/`, {
      headers: asNavigation,
    })
    expect(await leadsTo(answer)).toBe(`${scene.origin}/a`)
  })

  test('where people were going comes back letter by letter', async () => {
    const target = '/a%20b/c;d=e?x=%0D%0A&y=//evil.example&z=%E2%82%AC'
    expect(await leadsTo(await rawGet(scene.port, scene.host, target, rawNavigation))).toBe(
      scene.origin + target,
    )
  })
})
