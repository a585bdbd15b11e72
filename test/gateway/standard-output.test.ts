import { describe, expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { prepareSite, type Site } from './prepare-site.ts'
import { serve } from './serve-process.ts'

const paths = Array.from({ length: 20 }, (_, index) => `/called-${index}`)

const callAll = async ({ origin }: Site): Promise<void> => {
  for (const path of paths) expect((await request(origin + path)).status).toBe(401)
}

/** Paths of the access lines, in order. */
const inLog = (text: string): readonly unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'request')
    .map(({ path }) => path)

describe('lines that are not written yet are written', () => {
  test('when the gateway is told to stop', async () => {
    const site = await prepareSite()
    const server = await serve(site.write())
    await callAll(site)
    expect(await server.stop()).toBe(0)
    expect(inLog(server.logged())).toEqual(paths)
  })

  test('when an error that nobody catches ends the process', async () => {
    const site = await prepareSite()
    const server = await serve(site.write(), { mayCrash: true })
    await callAll(site)
    expect(await server.crash()).toBe(1)
    expect(server.said()).toContain('Error: crash')
    expect(inLog(server.logged())).toEqual(paths)
  })
})

test('a standard output that takes nothing costs the lines alone: requests are answered, and a stop stops', async () => {
  const site = await prepareSite()
  const server = await serve(site.write(), { outputFull: true })
  // More lines than are held back.
  for (let round = 0; round < 10; round++) await callAll(site)
  expect(await server.stop()).toBe(0)
})
