import type { ChainHop, Evidence, Finding, InputReport, Report } from '../report.ts'

/** The contract of `--format json`: pretty-printed, keys in the order of the contract. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(inOrder(report), null, 2)}\n`
}

const inOrder = ({
  schema,
  inputs,
  findings,
  findingsLeftOut,
  notChecked,
  held,
  verdicts,
}: Report): Report => ({
  schema,
  inputs: inputs.map(input),
  findings: findings.map(finding),
  ...(findingsLeftOut && {
    findingsLeftOut: {
      error: findingsLeftOut.error,
      warning: findingsLeftOut.warning,
      info: findingsLeftOut.info,
    },
  }),
  notChecked: notChecked.map(({ check, reason }) => ({ check, reason })),
  ...(held && { held: held.map(({ check, value }) => ({ check, value })) }),
  ...(verdicts && {
    verdicts: verdicts.map(({ profile, outcome, step, reason }) => ({ profile, outcome, step, reason })),
  }),
})

const input = ({ name, kind, writtenBy, exchanges, problems }: InputReport): InputReport => ({
  name,
  kind,
  ...(writtenBy !== undefined && { writtenBy }),
  exchanges,
  problems: problems.map(({ code, detail, offset }) => ({
    code,
    detail,
    ...(offset !== undefined && { offset }),
  })),
})

const finding = ({
  code,
  severity,
  title,
  summary,
  count,
  evidence,
  chain,
  fixes,
  docs,
}: Finding): Finding => ({
  code,
  severity,
  title,
  summary,
  count,
  evidence: evidence.map(proof),
  ...(chain && { chain: chain.map(hop) }),
  fixes: fixes.map(({ title, stack, steps, language, text }) => ({
    title,
    ...(stack && { stack }),
    steps,
    ...(language !== undefined && { language }),
    ...(text !== undefined && { text }),
  })),
  docs,
})

const proof = ({ input, entry, line, offset, what, value }: Evidence): Evidence => ({
  input,
  ...(entry !== undefined && { entry }),
  ...(line !== undefined && { line }),
  ...(offset !== undefined && { offset }),
  what,
  value,
})

const hop = ({ kind, method, url, status, note, stopped }: ChainHop): ChainHop => ({
  kind,
  method,
  url,
  ...(status !== undefined && { status }),
  ...(note !== undefined && { note }),
  ...(stopped && { stopped }),
})
