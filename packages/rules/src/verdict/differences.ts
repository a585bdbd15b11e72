import { cacheDifferences } from './differences/cache.ts'
import type { Difference } from './differences/difference.ts'
import { headerDifferences } from './differences/headers.ts'
import { redirectDifferences } from './differences/redirects.ts'
import { answerDifferences } from './differences/answers.ts'

export type { Difference, DifferenceName } from './differences/difference.ts'

/** Every difference between the Fetch standard's letter and the engines that the verdicts know. */
export const differences: readonly Difference[] = [
  ...headerDifferences,
  ...answerDifferences,
  ...cacheDifferences,
  ...redirectDifferences,
]
