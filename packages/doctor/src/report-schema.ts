import { catalogue, type ProblemCode, type Stack } from '@clearway/rules/problems'
import { z } from 'zod'
import type { InputProblem, Report } from './report.ts'

const codes = Object.keys(catalogue) as ProblemCode[]
const isCaptureCode = (code: ProblemCode): code is InputProblem['code'] => code.startsWith('capture/')

const inputKind = z.enum(['har', 'saz', 'netlog', 'text', 'probe', 'unknown'])

const offset = z.int().min(0).exactOptional().describe('Bytes from the start of the input')

const input = z
  .strictObject({
    name: z.string().describe('A path as it was typed; - for standard input'),
    kind: inputKind.describe(
      'What it turned out to be; text: console lines, log lines and tokens in any mix',
    ),
    writtenBy: z.string().exactOptional().describe('Who recorded it, where it says so'),
    exchanges: z.int().min(0).describe('Requests that it records'),
    problems: z
      .array(
        z
          .strictObject({
            code: z.enum(codes.filter(isCaptureCode)),
            detail: z.string().describe('What, where, what to do'),
            offset,
          })
          .readonly(),
      )
      .readonly()
      .describe('What kept all or some of it from being read'),
  })
  .readonly()

const evidence = z
  .strictObject({
    input: z.string().describe('The name of an input'),
    entry: z
      .int()
      .min(0)
      .exactOptional()
      .describe('HAR: index in log.entries. SAZ: number of the session. NetLog: id of the source'),
    line: z.int().min(1).exactOptional().describe('Text: the line, from 1'),
    offset,
    what: z.string().describe('What it is: response header location, token claim exp, console line'),
    value: z.string().describe('Redacted and cut'),
  })
  .readonly()

const stacks = [
  'clearway',
  'aspnet-core',
  'aspnet',
  'node',
  'nginx',
  'iis',
  'app-service',
  'application-gateway',
  'api-management',
  'app-proxy',
] as const satisfies readonly Stack[]

const hop = z
  .strictObject({
    kind: z.enum(['preflight', 'call', 'redirect']),
    method: z.string(),
    url: z.string().describe('Origin and path'),
    status: z.int().exactOptional(),
    note: z.string().exactOptional().describe('A few words beside it'),
    stopped: z.literal(true).exactOptional().describe('The hop at which the browser stopped'),
  })
  .readonly()

const fix = z
  .strictObject({
    title: z.string(),
    stack: z.enum(stacks).exactOptional().describe('The software in which to do it; absent: elsewhere'),
    steps: z.string().describe('Where and how to do it; backticks mark code'),
    language: z.string().exactOptional().describe('The language of text'),
    text: z.string().exactOptional().describe('Text to copy'),
  })
  .readonly()

const finding = z
  .strictObject({
    code: z.enum(codes).describe('The problem, area/slug; permanent'),
    severity: z.enum(['error', 'warning', 'info']),
    title: z.string(),
    summary: z.string().describe('What happened here'),
    count: z.int().min(1).describe('How often it was seen'),
    evidence: z.array(evidence).readonly(),
    chain: z.array(hop).readonly().exactOptional().describe('The hops of the call'),
    fixes: z.array(fix).readonly().describe('In the order in which to try them'),
    docs: z.string().describe('The page of the problem, relative to the root of the project'),
  })
  .readonly()

const verdict = z
  .strictObject({
    profile: z.enum(['spec', 'chromium', 'firefox', 'webkit']),
    outcome: z.enum(['readable', 'blocked', 'opaque', 'not-cors', 'undecided']),
    step: z.string().describe('The step that decided'),
    reason: z.string(),
  })
  .readonly()

const left = z.int().min(0)

const report = z
  .strictObject({
    schema: z.literal('clearway.report/1'),
    inputs: z.array(input).readonly(),
    findings: z.array(finding).readonly().describe('Errors first, then warnings, then what is worth knowing'),
    findingsLeftOut: z
      .strictObject({ error: left, warning: left, info: left })
      .readonly()
      .exactOptional()
      .describe('How many further findings there are that are left out, by severity; absent: none'),
    notChecked: z
      .array(
        z
          .strictObject({
            check: z.string().describe('What would have been looked at'),
            reason: z.string().describe('Why it could not, and what to bring instead'),
          })
          .readonly(),
      )
      .readonly()
      .describe('No finding is no proof where something is named here'),
    held: z
      .array(
        z
          .strictObject({
            check: z.string().describe('What was looked at: issuer, signature'),
            value: z.string().describe('The value that it had'),
          })
          .readonly(),
      )
      .readonly()
      .exactOptional()
      .describe('After --token: the checks that the token passed'),
    verdicts: z
      .array(verdict)
      .readonly()
      .exactOptional()
      .describe('After a probe: what the standard and each browser make of the answers'),
  })
  .readonly()

/** True only for types that are the same, down to what is optional and what is readonly. */
type Same<One, Other> =
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- only generic functions compare exactly
  (<Any>() => Any extends One ? 1 : 2) extends <Any>() => Any extends Other ? 1 : 2 ? true : false

/** The contract of `--format json` as a schema. Does not compile unless it says the same as the type. */
export const reportSchema: z.ZodType<Report> = report satisfies Same<
  z.output<typeof report>,
  Report
> extends true
  ? z.ZodType<Report>
  : never

/** The published JSON Schema (draft 2020-12) of a report. */
export const reportJsonSchema = (): Readonly<Record<string, unknown>> => ({
  ...z.toJSONSchema(reportSchema, { target: 'draft-2020-12', io: 'input' }),
  title: 'Clearway report',
})
