import { defineConfig } from 'vitest/config'

const conditions = ['@clearway/source', 'node', 'import', 'module', 'default']

/** Records the scenes anew: not a test, but it wants the same sources and reports as it goes. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { include: ['test/captures/record.ts'], testTimeout: 60_000, maxWorkers: 1 },
})
