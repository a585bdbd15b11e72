import { expect, test } from 'vitest'
import { comparePolicyWithChromium } from '../support/compare-policy-with-chromium.ts'

const seed = Number(process.env['CLEARWAY_SEED'] ?? 20_261_121)

test(`over 600 generated pairs, what the policy allows is what the page can read (seed ${seed})`, async () => {
  const { pairs, allowed, differences, methodsAtApp } = await comparePolicyWithChromium(seed, 30, 20)
  expect(pairs).toBe(600)
  expect(differences).toEqual([])
  // Both answers occur often enough to mean something.
  expect(allowed).toBeGreaterThan(pairs / 10)
  expect(allowed).toBeLessThan((pairs * 9) / 10)
  expect(methodsAtApp).not.toContain('OPTIONS')
}, 120_000)
