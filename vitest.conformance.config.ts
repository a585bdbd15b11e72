import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** The long runs: generated cases by the thousand. `npm run conformance`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/conformance/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    fileParallelism: false,
  },
})
