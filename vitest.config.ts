import { defineConfig } from 'vitest/config'

const conditions = ['@clearway/source', 'node', 'import', 'module', 'default']

/** Tests run against the sources: the `@clearway/source` export condition, no build between. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'examples/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/conformance/**', '**/node_modules/**', '**/dist/**'],
    setupFiles: ['test/support/random-seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
