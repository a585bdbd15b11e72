import type { AreaCatalogue } from './problem-info.ts'
import { external } from './proxy/external.ts'
import { internal } from './proxy/internal.ts'
import { publishing } from './proxy/publishing.ts'

/** Problems on the way from the external URL to the internal application. */
export const proxy: AreaCatalogue<'proxy'> = { ...external, ...publishing, ...internal }
