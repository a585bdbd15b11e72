import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** The long runs: generated cases by the thousand. `npm run conformance`. */
const config = mergeConfig(base, defineConfig({}))
config.test = {
  ...config.test,
  include: ['test/conformance/**/*.test.ts'],
  exclude: [],
  fileParallelism: false,
}

export default config
