import type { AreaCatalogue } from './problem-info.ts'
import { requestForm } from './request/form.ts'
import { requestLimits } from './request/limits.ts'

/** Problems of requests that are refused whatever they ask for. */
export const request: AreaCatalogue<'request'> = { ...requestForm, ...requestLimits }
