import { reportJsonSchema } from '../../packages/doctor/dist/report-schema.js'
import { generatedMark } from './markdown.mjs'

const source = 'packages/doctor/src/report-schema.ts'

const render = () =>
  `${JSON.stringify({ $comment: `${generatedMark} from ${source}; do not edit.`, ...reportJsonSchema() }, null, 2)}\n`

/** The schema of the doctor's JSON report. */
export const reportSchema = [{ path: 'docs/reference/report.schema.json', render }]
