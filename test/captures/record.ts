import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'vitest'

import { playInFirefox } from './recorder/play-in-firefox.ts'
import { playScene } from './recorder/play-scene.ts'
import { tidyHar } from './recorder/tidy-har.ts'
import { tidyNetlog } from './recorder/tidy-netlog.ts'
import { fileNames, recorded } from './recordings.ts'
import { scenes } from './scenes.ts'

// Run by hand: `npx vitest run --config test/captures/record.config.ts`, with `-t <name>` for some only.

const record = test.each(
  scenes.flatMap((scene) => [
    { scene, variant: 'broken' as const },
    { scene, variant: 'mended' as const },
  ]),
)

record('$scene.name, $variant', async ({ scene, variant }) => {
  const { har, shared, console, netlog, hosts } = await playScene(scene, variant)
  const texts = {
    har: () => tidyHar(har),
    shared: () => tidyHar(shared),
    console: () => console,
    netlog: () => tidyNetlog(netlog, hosts),
    firefox: async () => tidyHar(await playInFirefox(scene, variant)),
  }
  const folder = join(recorded, scene.name)
  await mkdir(folder, { recursive: true })
  for (const recording of scene.records ?? ['har']) {
    await writeFile(join(folder, fileNames[recording](variant)), await texts[recording]())
  }
})
