import { fieldValue, fieldValues } from '../http/fields.ts'
import { firefoxPrefix, firefoxQuotedPrefix, firefoxReasons } from './firefox.ts'
import type { Reason } from './reason.ts'
import { write } from './template.ts'
import { plainError, type Told } from './told.ts'

const allowOrigin = 'access-control-allow-origin'

/** Writes Firefox's line. */
export function writeFirefox(told: Told): string | undefined {
  const row = rowFor(told)
  if (row === undefined) return undefined
  const isMismatch = row.id === 'CORSAllowOriginNotMatchingOrigin'
  const value = isMismatch ? (fieldValue(told.headers, allowOrigin) ?? '') : told.values['value']
  const reason = write(row.template, { ...told.values, value })
  const prefix = row.id === 'CORSNotSupportingCredentials' ? firefoxQuotedPrefix : firefoxPrefix
  return reason === undefined ? undefined : `${write(prefix, told.values)} ${reason}`
}

function rowFor({ error, headers }: Told): Reason | undefined {
  const plain = plainError(error)
  if (plain === undefined) return undefined
  const isList = plain === 'MultipleAllowOriginValues' && fieldValues(headers, allowOrigin).length < 2
  // a list within one header and an invalid value are worded as a value that does not match
  const wanted = isList || plain === 'InvalidAllowOriginValue' ? 'AllowOriginMismatch' : plain
  return firefoxReasons.find(({ corsError, legacy }) => corsError === wanted && legacy !== true)
}
