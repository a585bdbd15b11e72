import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { startWorld, type World, type WorldOptions, type WorldParts } from '../support/world.ts'

/** Applications of a world: the page alone, and anyone may call it. */
export const pageForAnyone = ({ pageOrigin, pageInternal }: WorldParts): string => `
  - name: public
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        accept: [anyone]
`

/** Starts a world that ends with the test. */
export const openWorld = async (options: WorldOptions = {}): Promise<World> => {
  const world = await startWorld(options)
  onTestFinished(() => world.close())
  return world
}

/** One world for all tests of a group, which must not move its clock. Returns where to find it while they run. */
export const shareWorld = (options: WorldOptions = {}): (() => World) => {
  let world: World | undefined
  beforeAll(async () => {
    world = await startWorld(options)
  })
  afterAll(() => world?.close())
  return () => {
    if (!world) throw new Error('the world exists while tests run only')
    return world
  }
}
