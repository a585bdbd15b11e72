import { Readable } from 'node:stream'
import {
  diagnose,
  renderReport,
  reportFormats,
  type Input,
  type Report,
  type ReportFormat,
} from '@clearway/doctor'

/** Bytes or text as an input; large ones in pieces, as from a file. */
export const inputOf = (name: string, content: Uint8Array | string): Input => {
  const bytes = Buffer.from(content)
  const pieces = function* (): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20))
  }
  return { name, size: bytes.length, open: () => Readable.from(pieces()) }
}

export const diagnosed = (...inputs: readonly Input[]): Promise<Report> =>
  diagnose(inputs, { now: Date.UTC(2026, 10, 20, 9) / 1000 })

/** A report in all its forms. */
export const renderings = async (report: Report): Promise<readonly (readonly [ReportFormat, string])[]> =>
  Promise.all(
    reportFormats.map(
      async (format) => [format, await renderReport(report, { format, style: { fixes: 'all' } })] as const,
    ),
  )
