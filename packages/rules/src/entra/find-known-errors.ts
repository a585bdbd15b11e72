import { adalErrors } from './adal.ts'
import { aspnetErrors } from './aspnet.ts'
import type { ErrorSystem, KnownError } from './known-error.ts'
import { knownErrors, type ErrorKind } from './known-errors.ts'
import { msalErrors } from './msal.ts'
import { namedValues } from './named-values.ts'
import { passportErrors } from './passport.ts'

/** The longest text that is looked at, in characters. */
const maxLength = 64 * 1024

/** Texts with more are a list of codes, not a log. */
const maxErrors = 16

/**
 * Finds the errors that a text names: codes of Entra (`AADSTS…`, `AADB2C…`), of the .NET token libraries
 * (`IDX…`, `IDW…`) and of MSAL.js, and the fixed texts of ASP.NET Core, passport-azure-ad and ADAL.js. A code
 * with a number that is not known is found all the same.
 *
 * Words that other programs use too (`login_required`, `invalid signature`) count only where the text around
 * them says that they are an error's code. Does not check that the text is a log, nor who wrote it.
 *
 * @param text of which the first 64 kB are looked at
 * @returns at most 16 errors in the order of the text, each once. Values are cut, and none holds a token.
 */
export function findKnownErrors(text: string): readonly KnownError[] {
  const looked = text.length > maxLength ? text.slice(0, maxLength) : text
  const numbered = findNumbered(looked)
  const kinds = withoutSynonyms([...numbered, ...findTexts(looked), ...findNamed(looked, numbered)]).slice(
    0,
    maxErrors,
  )
  if (kinds.length === 0) return []
  const values = namedValues(looked)
  return kinds.map(({ system, code, means, problem }) => ({ system, code, means, problem, values }))
}

/** Of two words of one library for the same, such as an error and its cause, the first. Numbers all stay. */
function withoutSynonyms(kinds: readonly ErrorKind[]): readonly ErrorKind[] {
  return kinds.filter(
    ({ system, code, means }, at) =>
      /\d{4}$/.test(code) ||
      kinds.findIndex((other) => other.system === system && other.means === means) === at,
  )
}

const kindByCode: ReadonlyMap<string, ErrorKind> = new Map(knownErrors.map((kind) => [kind.code, kind]))

const systems: Readonly<Record<string, ErrorSystem>> = {
  AADSTS: 'entra',
  AADB2C: 'entra',
  IDX: 'identity-model',
  IDW: 'identity-web',
}

function findNumbered(text: string): ErrorKind[] {
  const found = new Map<string, ErrorKind>()
  for (const [code, prefix = ''] of text.matchAll(/\b(AADSTS|AADB2C|IDX|IDW)\d{4,8}\b/g)) {
    found.set(code, kindByCode.get(code) ?? unknownKind(code, prefix))
    if (found.size === maxErrors) break
  }
  return [...found.values()]
}

function unknownKind(code: string, prefix: string): ErrorKind {
  const system = systems[prefix] ?? 'entra'
  return { system, code, means: 'No more is known of this code.', problem: 'idp/refused' }
}

/** Fixed texts: the part before the first value, and what must stand near them where they are too common. */
const fixedTexts = [...aspnetErrors, ...passportErrors, ...adalErrors].map((kind) => ({
  kind,
  start: kind.code.split(/ ?\{/, 1)[0] ?? '',
  rest: kind.code.split('}')[1] ?? '',
}))

const needsCompany: ReadonlyMap<string, RegExp> = new Map([
  ['invalid signature', /passport|jwt|bearer|token/i],
  ['login required', /adal|token renewal/i],
  ['resource is required', /adal|acquiretoken/i],
  ['invalid id_token', /adal/i],
  ['none of the scopes', /token/i],
])

function findTexts(text: string): ErrorKind[] {
  return fixedTexts
    .filter(({ kind, start, rest }) => {
      const at = text.indexOf(start)
      if (at === -1) return false
      const around = text.slice(Math.max(0, at - 200), at + start.length + 400)
      if (rest !== '' && !around.includes(rest.trim())) return false
      return needsCompany.get(kind.code)?.test(around) ?? true
    })
    .map(({ kind }) => kind)
}

const msalByCode: ReadonlyMap<string, ErrorKind> = new Map(msalErrors.map((kind) => [kind.code, kind]))

/** Codes that only MSAL uses, so that they need nothing around them. */
const ownWords: ReadonlySet<string> = new Set([
  'authority_uri_insecure',
  'block_iframe_reload',
  'block_nested_popups',
  'endpoints_resolution_error',
  'hash_does_not_contain_known_properties',
  'hash_empty_error',
  'invalid_cloud_discovery_metadata',
  'monitor_window_timeout',
  'no_account_error',
  'post_request_failed',
  'redirect_bridge_empty_response',
  'redirect_bridge_timeout',
  'redirect_in_iframe',
  'uninitialized_public_client_application',
  'untrusted_authority',
])

/** What stands before an error's code: a class, a field, a parameter, a link. */
const announces = /(?:Error|error_?[cC]ode|error|suberror|errors#)["'\\]{0,3}\s{0,2}[:=#]?\s{0,2}["'\\]{0,3}$/

/** Codes of OAuth itself, which say less than the AADSTS number beside them. */
const generic: ReadonlySet<string> = new Set(['login_required', 'interaction_required', 'consent_required'])

function findNamed(text: string, numbered: readonly ErrorKind[]): ErrorKind[] {
  const found = new Map<string, ErrorKind>()
  const entraSaysMore = numbered.some(({ system }) => system === 'entra')
  for (const { 0: word, index } of text.matchAll(/\b[a-z]+(?:_[a-z]+)+\b/g)) {
    const kind = msalByCode.get(word)
    if (kind === undefined || found.has(word) || (entraSaysMore && generic.has(word))) continue
    const announced = announces.test(text.slice(Math.max(0, index - 40), index))
    if (announced || ownWords.has(word) || text.trim() === word) found.set(word, kind)
  }
  return [...found.values()]
}
