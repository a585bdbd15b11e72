import { tenantId } from '../target.ts'

/** Where the endpoints of version 1.0 are. */
export const v1: string = `/${tenantId}/oauth2`
/** Where those of version 2.0 are. */
export const v2: string = `/${tenantId}/oauth2/v2.0`
