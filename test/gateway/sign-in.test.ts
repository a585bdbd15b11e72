import { afterEach, expect, test } from 'vitest'
import { startWorld, type World, type WorldOptions } from '../support/world.ts'

const open: World[] = []
const world = async (options: WorldOptions = {}): Promise<World> => {
  const started = await startWorld(options)
  open.push(started)
  return started
}
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

test('a navigation without a session leads to the provider, and after signing in to where it was going', async () => {
  const { signIn, browser, pageOrigin, page } = await world()
  const answer = await signIn(browser(), 'ada', `${pageOrigin}/deep/page?x=1`)
  expect(answer.status).toBe(200)
  expect(answer.url).toBe(`${pageOrigin}/deep/page?x=1`)
  expect(page.requests.map(({ url }) => url)).toEqual(['/deep/page?x=1'])
})
