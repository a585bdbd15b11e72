import type { Report } from '../report.ts'
import { redactReport } from '../redact/redact-report.ts'
import type { TextStyle } from './text/text-style.ts'

/** The forms in which a report is written. */
export type ReportFormat = 'text' | 'json' | 'markdown' | 'html' | 'sarif'

/** All formats, the default first. */
export const reportFormats: readonly ReportFormat[] = ['text', 'json', 'markdown', 'html', 'sarif']

/** How a report is written. */
export interface RenderOptions {
  readonly format: ReportFormat
  /** Counts for `text` only. Default: no colour, Unicode, the first fix of each finding in full. */
  readonly style?: Partial<TextStyle>
}

/**
 * Writes a report in one of its forms, every secret redacted. Only that form's code is loaded.
 *
 * @returns Text that ends with a line break.
 */
export async function renderReport(report: Report, { format, style = {} }: RenderOptions): Promise<string> {
  const safe = redactReport(report)
  switch (format) {
    case 'text':
      return (await import('./text/render-text.ts')).renderText(safe, style)
    case 'json':
      return (await import('./render-json.ts')).renderJson(safe)
    case 'markdown':
      return (await import('./render-markdown.ts')).renderMarkdown(safe)
    case 'html':
      return (await import('./html/render-html.ts')).renderHtml(safe)
    case 'sarif':
      return (await import('./render-sarif.ts')).renderSarif(safe)
  }
}
