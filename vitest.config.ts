import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vitest/config'

const conditions = ['@clearway/source', 'node', 'import', 'module', 'default']

const seed = fileURLToPath(new URL('test/support/random-seed.ts', import.meta.url))

/** Sets the seed of random cases in the modules that have any; a setup file would load fast-check for every test. */
const seedRandomCases: Plugin = {
  name: 'seed-random-cases',
  enforce: 'pre',
  transform: (code, id) =>
    code.includes("from 'fast-check'") && id !== seed
      ? { code: `import ${JSON.stringify(seed)}; ${code}`, map: null }
      : undefined,
}

/** Tests run against the sources: the `@clearway/source` export condition, no build between. */
export default defineConfig({
  plugins: [seedRandomCases],
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'examples/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/conformance/**', '**/node_modules/**', '**/dist/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
