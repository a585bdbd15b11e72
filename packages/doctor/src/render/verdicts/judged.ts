import { consoleLine } from '@clearway/rules/messages'
import { judge, type Exchange, type Profile, type Verdict } from '@clearway/rules/verdict'

/** The verdict of one profile, and what its console says. */
export interface Judged {
  readonly verdict: Verdict
  /** Absent for the standard, which has no console, and where the console says nothing of the cause. */
  readonly console?: string
}

/** Judges an exchange by each profile. */
export function judgeBy(exchange: Exchange, profiles: readonly Profile[]): readonly Judged[] {
  return profiles.map((profile) => {
    const verdict = judge(exchange, profile)
    const line =
      verdict.outcome === 'blocked' && profile !== 'spec'
        ? consoleLine(exchange, verdict, profile)
        : undefined
    return { verdict, ...(line !== undefined && { console: line }) }
  })
}

/** Tells whether the page's code gets all that CORS can give it: nothing is blocked, nothing is left open. */
export function passes({ verdict }: Judged): boolean {
  return verdict.outcome !== 'blocked' && verdict.outcome !== 'undecided'
}
