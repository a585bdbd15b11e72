/** The doctor: says why a call failed, from whatever the person on call has. */
export { diagnose, type DiagnoseOptions } from './diagnose.ts'
export { pictureExchanges, type ExchangePicture } from './picture-exchanges.ts'
export type { Expectations } from './checks/check.ts'
export type { ProbeOptions } from './probe/probe.ts'
export type {
  ChainHop,
  Evidence,
  Finding,
  HeldCheck,
  InputKind,
  InputProblem,
  InputReport,
  NotChecked,
  ProfileVerdict,
  Report,
  Severity,
} from './report.ts'
export { fileInput, streamInput } from './sources/open-input.ts'
export type { Input } from './sources/source.ts'
export { isUnread } from './render/conclusion.ts'
export { renderReport, reportFormats, type RenderOptions, type ReportFormat } from './render/render-report.ts'
export { noPaint, type Paint, type TextStyle } from './render/text/text-style.ts'
export { renderOrigins, type OriginsOptions } from './render/origins/render-origins.ts'
export {
  renderVerdicts,
  type RenderedVerdicts,
  type VerdictOptions,
} from './render/verdicts/render-verdicts.ts'
export { readExchange, type ExchangeMistake, type ReadExchange } from './read-exchange.ts'
