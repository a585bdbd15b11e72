import { test } from 'vitest'
import { writeFileSync } from 'node:fs'
import { playScene } from './recorder/play-scene.ts'
import { missingAllowOrigin } from './scenes/missing-allow-origin.ts'
test('try', async () => {
  const t = performance.now()
  const p = await playScene(missingAllowOrigin, 'broken')
  console.log(performance.now() - t)
  for (const [k, v] of Object.entries(p)) writeFileSync(`/tmp/cap/out-${k}`, typeof v === 'string' ? v : JSON.stringify(v))
})
