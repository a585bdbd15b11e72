import { configKeys } from './config/keys.ts'
import { configValues } from './config/values.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** Problems of the configuration file. */
export const config: AreaCatalogue<'config'> = { ...configKeys, ...configValues }
