import type { Exchange, Profile } from '@clearway/rules/verdict'
import { redactTexts } from '../../redact/redact-report.ts'
import type { TextStyle } from '../text/text-style.ts'
import { judgeBy, passes, type Judged } from './judged.ts'

/** How verdicts are written. */
export interface VerdictOptions {
  readonly format: 'text' | 'json'
  readonly profiles: readonly Profile[]
  readonly style?: Partial<Pick<TextStyle, 'paint' | 'unicode'>>
}

/** Verdicts as text, and whether the call passes in every profile that was asked for. */
export interface RenderedVerdicts {
  readonly text: string
  readonly passes: boolean
}

/** Judges an exchange and writes what comes out, every secret redacted. */
export async function renderVerdicts(exchange: Exchange, options: VerdictOptions): Promise<RenderedVerdicts> {
  const judged = redactTexts(judgeBy(exchange, options.profiles))
  const text =
    options.format === 'json'
      ? verdictsJson(judged)
      : (await import('./verdicts-text.ts')).verdictsText(redactTexts(exchange), judged, options.style)
  return { text, passes: judged.every(passes) }
}

function verdictsJson(judged: readonly Judged[]): string {
  const verdicts = judged.map(({ verdict, console }) => ({
    ...verdict,
    ...(console !== undefined && { console }),
  }))
  return `${JSON.stringify({ schema: 'clearway.verdict/1', verdicts }, null, 2)}\n`
}
