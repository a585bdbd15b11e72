import { expect, test } from 'vitest'
import { answerCases } from '../../test-support/steps/answers.ts'
import { fetchCases } from '../../test-support/steps/fetch.ts'
import { preflightCases } from '../../test-support/steps/preflight.ts'
import { redirectCases } from '../../test-support/steps/redirects.ts'
import { requestCases } from '../../test-support/steps/request.ts'
import { judge } from './judge.ts'
import { steps } from './steps.ts'

const cases = [...requestCases, ...fetchCases, ...redirectCases, ...preflightCases, ...answerCases]

test.each(cases.map((each) => [each[0], each[1], each[2], each] as const))(
  '%s %s %s',
  (_step, _holds, _name, each) => {
    const [, , , exchange, expected, profile = 'spec'] = each
    expect(judge(exchange, profile)).toMatchObject({ profile, ...expected })
  },
)

test.each(Object.keys(steps))('%s has a case in which it takes hold and one in which it does not', (step) => {
  expect(new Set(cases.filter(([id]) => id === step).map(([, holds]) => holds))).toEqual(new Set(['+', '-']))
})

test.each(Object.entries(steps))('%s says a sentence and where it stands', (_step, { title, says, spec }) => {
  expect(title).toMatch(/^[A-Z].*[^.]$/)
  expect(says).toMatch(/^[A-Z].*\.$/)
  expect(spec).toMatch(/^https:\/\/fetch\.spec\.whatwg\.org\/#[a-z-]+$/)
})
