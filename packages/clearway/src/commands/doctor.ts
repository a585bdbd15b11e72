import { writeFileSync } from 'node:fs'
import { readDoctorCall, type DoctorCall } from '../doctor/read-call.ts'
import { createProgressBar, type ProgressBar } from '../terminal/progress-bar.ts'
import { paintOf, showsUnicode, wantsColour, type Terminal } from '../terminal/terminal-style.ts'
import { writeOut } from '../terminal/write-out.ts'
import { whyNotWritten } from '../why-not-written.ts'
import type { Command } from './command.ts'

const terminalOf = (stream: NodeJS.WriteStream): Terminal => ({
  isTTY: stream.isTTY,
  platform: process.platform,
  env: process.env,
})

const progressOn = (stream: NodeJS.WriteStream): ProgressBar | undefined =>
  stream.isTTY
    ? createProgressBar({
        write: (text) => void stream.write(text),
        now: () => performance.now(),
        unicode: showsUnicode(terminalOf(stream)),
      })
    : undefined

const run = async (call: DoctorCall, operands: readonly string[]): Promise<number> => {
  const { diagnose, fileInput, isUnread, renderReport, streamInput } = await import('@clearway/doctor')
  const bar = progressOn(process.stderr)
  const inputs = await Promise.all(
    operands.map(async (name) => (name === '-' ? streamInput() : fileInput(name))),
  )
  const report = await diagnose(inputs, { ...call.options, ...(bar && { onProgress: bar.show }) })
  bar?.clear()
  const { format, output } = call
  const terminal = terminalOf(process.stdout)
  const text = await renderReport(report, {
    format,
    style: {
      paint: paintOf(output === undefined && wantsColour(terminal)),
      unicode: output !== undefined || showsUnicode(terminal),
      fixes: call.allFixes ? 'all' : 'first',
    },
  })
  if (output === undefined) await writeOut(text)
  else writeFileSync(output, text)
  if (report.findings.some(({ severity }) => severity === 'error')) return 1
  return report.inputs.length > 0 && report.inputs.every(isUnread) ? 2 : 0
}

/** `clearway doctor`: why calls failed, from captures, console lines, tokens, logs, or a call that it makes itself. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'say why calls failed, from captures, console text, logs',
  operands: { usage: '<file|-> ...', most: 1000 },
  options: [
    { name: 'format', type: 'string', value: 'form', help: 'text (default), json, markdown, html or sarif' },
    { name: 'output', type: 'string', value: 'file', help: 'write there; its ending tells the format' },
    { name: 'all-fixes', type: 'boolean', help: 'text: every fix in full, not the first alone' },
    {
      name: 'audience',
      type: 'string',
      value: 'aud',
      repeatable: true,
      help: 'tokens: what the API accepts',
    },
    {
      name: 'issuer',
      type: 'string',
      value: 'iss',
      repeatable: true,
      help: 'tokens: who may have issued them',
    },
    {
      name: 'scope',
      type: 'string',
      value: 'scp',
      repeatable: true,
      help: 'tokens: one of these scopes is needed',
    },
    {
      name: 'tenant',
      type: 'string',
      value: 'id',
      repeatable: true,
      help: 'tokens: the tenants they may come from',
    },
    { name: 'token', type: 'string', value: 'file', help: 'check the access token in it as an API would' },
    { name: 'authority', type: 'string', value: 'url', help: '--token: verify it with this provider’s keys' },
    { name: 'probe', type: 'string', value: 'url', help: 'make this call as a browser would' },
    { name: 'origin', type: 'string', value: 'origin', help: 'probe: from a page of this origin' },
    { name: 'method', type: 'string', value: 'name', help: 'probe: with this method (GET)' },
    { name: 'header', type: 'string', value: 'header', repeatable: true, help: 'probe: "Name: value"' },
    { name: 'with-credentials', type: 'boolean', help: 'probe: as with credentials: include' },
    {
      name: 'allow-host',
      type: 'string',
      value: 'host',
      repeatable: true,
      help: 'probe, --authority: may be contacted as well',
    },
  ],
  notes: `\
Reads any mix of HAR, SAZ, NetLog, console lines, tokens and logs, told apart by
content; - is standard input. Works offline: only --probe and --authority
contact anybody, and only the hosts that are named. Secrets are redacted in
every output. Options for tokens may be repeated or hold comma lists.
Exits with 0 when there is no error, 1 when there are some, 2 when nothing could
be read.`,
  run: async (values, operands) => {
    const call = await readDoctorCall(values, operands)
    if (typeof call === 'string') {
      process.stderr.write(`clearway doctor: ${call}\n`)
      return 2
    }
    try {
      return await run(call, operands)
    } catch (error) {
      if (!isFileError(error)) throw error
      process.stderr.write(`clearway doctor: ${whyNotWritten(call.output ?? 'the report', error.code)}\n`)
      return 2
    }
  },
}

const isFileError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
