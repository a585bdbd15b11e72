import { lengthenTokenLifetime } from '../problems/app-proxy-fixes.ts'
import type { PublishingCase } from './publishing-case.ts'
import type { Way } from './way.ts'

/** Sign-ins that end later. */
export function judgeTokenLifetime({ redirectedToSignIn, apart }: PublishingCase): Way {
  const helps = redirectedToSignIn && apart !== 'foreign-api'
  return {
    id: 'token-lifetime',
    title: 'Let the sign-in live longer',
    fits: helps ? 'partly' : 'not',
    why: helps
      ? 'The calls fail when the sign-in has ended, so they fail less often when it ends later.'
      : 'Nothing says that an ended sign-in is why the calls fail.',
    changes: helps
      ? [
          {
            title: 'In Clearway, set the session’s own limits',
            stack: 'clearway',
            steps: 'They do not depend on the lifetime of tokens, which the gateway renews on the server.',
            language: 'yaml',
            text: ['sessions:', '  idle: 8h', '  lifetime: 24h', '  renewBefore: 15m'].join('\n'),
          },
          lengthenTokenLifetime,
        ]
      : [],
    keeps: 'Everything else.',
    limits:
      'It postpones the failure and does not remove it. An access token that lives longer is also good for longer to ' +
      'whoever steals it.',
  }
}
