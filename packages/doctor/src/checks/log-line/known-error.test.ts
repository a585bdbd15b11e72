import { findKnownErrors, knownErrors } from '@clearway/rules/entra'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capture } from '../../../test-support/recorded.ts'
import type { LogLine } from '../../material.ts'
import type { Found } from '../check.ts'
import { knownError } from './known-error.ts'

const app = '11111111-2222-3333-4444-555555555555'

function lookAt(text: string): Found {
  const [error] = findKnownErrors(text)
  if (!error) throw new Error(`no error in ${text}`)
  return look({ at: { input: 'api.log', line: 7 }, error, text })
}

function look(line: LogLine): Found {
  const found = knownError.look(line, capture([]))
  if (!found) throw new Error('nothing found')
  return found
}

test('every error that is known is found as its problem, with what it means', () => {
  for (const kind of knownErrors) {
    const found = look({ at: { input: 'api.log', line: 1 }, error: { ...kind, values: {} }, text: 'x' })
    expect(found.code).toBe(kind.problem)
    expect(knownError.codes).toContain(found.code)
    expect(found.summary).toContain(`: ${kind.means}`)
    if (!kind.code.includes(' ')) expect(found.summary).toContain(kind.code)
  }
})

test('a code that is not known is found as a refusal', () => {
  expect(lookAt('AADSTS99999: something').code).toBe('idp/refused')
})

describe('an audience that is refused', () => {
  const text = `IDX10214: Audience validation failed. Audiences: 'api://${app}'. Did not match: validationParameters.ValidAudience: '${app}' or validationParameters.ValidAudiences: 'null'.`

  test('is shown beside the one that is expected', () => {
    const found = lookAt(text)
    expect(found.summary).toContain(`The token is for 'api://${app}'; the API expects '${app}'.`)
    expect(found.evidence).toEqual([
      { input: 'api.log', line: 7, what: 'log line', value: text },
      { input: 'api.log', line: 7, what: 'token claim aud', value: `api://${app}` },
      { input: 'api.log', line: 7, what: 'expected audience', value: app },
    ])
  })

  test('is the same thing as a token with that audience', () => {
    expect(lookAt(text).subject).toBe(`audience api://${app}`)
  })

  test('has a fix with both names where they are one API', () => {
    expect(lookAt(text).fixes?.[1]?.text).toContain(`"${app}",\n        "api://${app}",`)
  })

  test('has a fix with the API’s own scope where they are not', () => {
    const other = lookAt(text.replace(`api://${app}`, 'https://graph.microsoft.com'))
    expect(other.fixes?.[0]?.text).toContain(`'${app}/.default'`)
    expect(JSON.stringify(other.fixes)).not.toContain('graph.microsoft.com')
  })
})

test('the scope of an API that is expected by its client id does not guess its App ID URI', () => {
  const found = lookAt(
    `IDX10214: Audience validation failed. Audiences: 'api://contacts'. Did not match: validationParameters.ValidAudience: '${app}' or validationParameters.ValidAudiences: 'null'.`,
  )
  expect(found.fixes?.map(({ text }) => text).join('')).toContain(`scopes: ['${app}/.default']`)
  expect(JSON.stringify(found.fixes)).not.toContain('api://')
})

test('of an interaction that is under way, the fix is to take its answer, not another redirect page', () => {
  const found = lookAt('BrowserAuthError: interaction_in_progress: Interaction is currently in progress.')
  expect(found.code).toBe('idp/answer-lost')
  expect(found.fixes).toHaveLength(1)
  expect(found.fixes?.[0]?.text).toContain('await msal.handleRedirectPromise()')
  const other = lookAt(
    'BrowserAuthError: hash_empty_error: Hash value cannot be processed because it is empty.',
  )
  expect(other.fixes).toEqual([])
})

test('a version 1 issuer at an API for version 2 has a fix with both issuers', () => {
  const [v1, v2] = [`https://sts.windows.net/${app}/`, `https://login.microsoftonline.com/${app}/v2.0`]
  const found = lookAt(
    `IDX10205: Issuer validation failed. Issuer: '${v1}'. Did not match: validationParameters.ValidIssuer: 'null' or validationParameters.ValidIssuers: '${v2}'.`,
  )
  expect(found.summary).toContain(`issued by '${v1}'; the API expects '${v2}'`)
  expect(found.fixes?.[0]?.title).toBe('Let Entra issue version 2 access tokens for the API')
  expect(found.fixes?.[1]?.text).toContain(`"${v2}",\n        "${v1}",`)
})

test('a page’s origin becomes a redirect URI to register for pages', () => {
  const found = lookAt(
    "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: 'https://app.example.com'.",
  )
  expect(JSON.parse(found.fixes?.[0]?.text ?? '')).toEqual({
    spa: { redirectUris: ['https://app.example.com/'] },
  })
  expect(found.evidence).toContainEqual(
    expect.objectContaining({ what: 'page origin', value: 'https://app.example.com' }),
  )
})

test('a redirect URI that does not match is in the text to copy, letter by letter', () => {
  const found = lookAt(
    `AADSTS50011: The redirect URI 'http://localhost:4200/cb' specified in the request does not match the redirect URIs configured for the application '${app}'.`,
  )
  expect(JSON.parse(found.fixes?.[0]?.text ?? '')).toEqual({
    spa: { redirectUris: ['http://localhost:4200/cb'] },
  })
  expect(found.fixes?.[0]?.steps).toContain(`of the application ${app}`)
})

test.each(['javascript:alert(1)', 'https://a.example/?code=1', "https://a.example/'", 'x y', ''])(
  'the redirect URI %j is not put into a text to copy',
  (redirectUri) => {
    const error = {
      system: 'entra',
      code: 'AADSTS50011',
      means: 'x.',
      problem: 'idp/redirect-uri-mismatch',
      values: { redirectUri },
    } as const
    expect(look({ at: { input: 'a' }, error, text: '' }).fixes).toEqual([])
    const ofPage = { ...error, code: 'AADSTS9002326', problem: 'idp/redirect-uri-not-spa' } as const
    expect(look({ at: { input: 'a' }, error: ofPage, text: '' }).fixes).toEqual([])
  },
)

test('lines that differ in times and ids only are about one thing', () => {
  const line = (second: number) =>
    lookAt(
      `IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '11/20/2026 09:00:0${second}', Current time (UTC): '11/20/2026 10:00:0${second}'.`,
    )
  expect(line(1).subject).toBe(line(2).subject)
  expect(line(1).summary).toContain(
    "It expired at '11/20/2026 09:00:01', and the check was made at '11/20/2026 10:00:01'.",
  )
})

test('words are not heard beside the number that says the same', () => {
  const text = 'IDX10223: Lifetime validation failed. The token is expired.'
  const heard = findKnownErrors(text).map((error) =>
    knownError.look({ at: { input: 'a' }, error, text }, capture([])),
  )
  expect(heard.map((found) => found?.summary.includes('IDX10223'))).toEqual([true, undefined])
})

test('lines about two applications are about two things', () => {
  const line = (id: string) =>
    lookAt(`AADSTS700016: Application with identifier '${id}' was not found in the directory 'x'.`)
  expect(line('a').subject).not.toBe(line('b').subject)
})

test('no values make it throw, and code to copy keeps its shape', () => {
  const names = fc.constantFrom(
    'audience',
    'expectedAudience',
    'expectedAudiences',
    'issuer',
    'expectedIssuers',
    'redirectUri',
    'origin',
    'application',
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...knownErrors),
      fc.dictionary(names, fc.string({ unit: 'binary' })),
      (kind, values) => {
        const { fixes = [] } = look({ at: { input: 'a' }, error: { ...kind, values }, text: '' })
        for (const { language, text = '' } of fixes) {
          if (language === 'json') JSON.parse(text)
          expect(text).not.toMatch(/[^\x20-\x7e\n]/)
        }
      },
    ),
  )
})
