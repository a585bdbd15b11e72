import type { AreaCatalogue } from './problem-info.ts'
import { presentedTokens } from './token/presented.ts'
import { tokenTimes } from './token/times.ts'
import { tokenOrigin } from './token/origin.ts'
import { tokenRights } from './token/rights.ts'

/** Problems of bearer tokens. */
export const token: AreaCatalogue<'token'> = {
  ...presentedTokens,
  ...tokenTimes,
  ...tokenOrigin,
  ...tokenRights,
}
