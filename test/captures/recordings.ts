import { join } from 'node:path'

import type { Recording, Variant } from './scene.ts'

/** Where recordings lie, by the names of scenes. */
export const recorded = join(import.meta.dirname, 'recorded')

export const fileNames: Readonly<Record<Recording, (variant: Variant) => string>> = {
  har: (variant) => `${variant}.har`,
  shared: (variant) => `${variant}.shared.har`,
  console: (variant) => `${variant}.console.txt`,
  netlog: (variant) => `${variant}.netlog`,
  firefox: (variant) => `${variant}.firefox.har`,
}
