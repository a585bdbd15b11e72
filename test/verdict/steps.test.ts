import { steps } from '@clearway/rules/verdict'
import { expect, it } from 'vitest'

import { cookieCases, handWrittenCases } from './cases.ts'

it.each(Object.keys(steps))('%s has hand-written cases', (step) => {
  expect(handWrittenCases.filter((each) => each.step === step).length).toBeGreaterThanOrEqual(2)
})

it('every case has a name of its own', () => {
  const names = [...handWrittenCases, ...cookieCases('allowed')].map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})
