import { describe, expect, test } from 'vitest'
import { capture, heardIn, keptBack, page, type Recorded } from '../../../test-support/recorded.ts'
import { findTokenRequest } from './token-request.ts'

const url = 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token'
const redeem = (sends: string, more: Partial<Recorded> = {}): Recorded => ({
  url,
  method: 'POST',
  asks: { origin: page, 'content-type': 'application/x-www-form-urlencoded' },
  sends,
  status: 400,
  error: keptBack,
  ...more,
})
const readable = { answers: { 'access-control-allow-origin': '*' } }

describe('the token endpoint', () => {
  test.each<[string, Recorded, string]>([
    [
      'the password grant',
      redeem('grant_type=password&username=a&password=hunter2'),
      'idp/flow-not-for-browsers',
    ],
    [
      'the client credentials grant',
      redeem('client_id=a&grant_type=client_credentials&client_secret=hunter2'),
      'idp/flow-not-for-browsers',
    ],
    [
      'on-behalf-of, percent-encoded',
      redeem('grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=x'),
      'idp/flow-not-for-browsers',
    ],
    [
      'a code with a client secret',
      redeem('grant_type=authorization_code&code=x&code_verifier=y&client_secret=hunter2'),
      'idp/flow-not-for-browsers',
    ],
    ['a code without a verifier', redeem('grant_type=authorization_code&code=x'), 'idp/pkce-missing'],
    [
      'a code with a verifier',
      redeem('grant_type=authorization_code&code=x&code_verifier=y'),
      'idp/redirect-uri-not-spa',
    ],
    ['a refresh token', redeem('grant_type=refresh_token&refresh_token=x'), 'idp/redirect-uri-not-spa'],
    ['a form that is not recorded', redeem(''), 'idp/redirect-uri-not-spa'],
    [
      'a body that names the cause',
      redeem('grant_type=authorization_code&code=x&code_verifier=y', {
        body: '{"error":"invalid_request","error_description":"AADSTS9002326: Cross-origin token redemption is permitted only for the \'Single-Page Application\' client-type."}',
      }),
      'idp/redirect-uri-not-spa',
    ],
    [
      'the password grant, whose body names a number that stands for two causes',
      redeem('grant_type=password&username=a&password=hunter2', {
        body: '{"error":"invalid_request","error_description":"AADSTS9002326: Cross-origin token redemption is permitted only for the \'Single-Page Application\' client-type."}',
      }),
      'idp/flow-not-for-browsers',
    ],
    [
      'a readable body that names another cause',
      redeem('grant_type=authorization_code&code=x&code_verifier=y', {
        ...readable,
        body: '{"error":"invalid_grant","error_description":"AADSTS65001: The user has not consented."}',
      }),
      'idp/consent-missing',
    ],
  ])('%s', (_, { error, ...recorded }, code) => {
    const isReadable = recorded.answers !== undefined
    expect(heardIn(capture([isReadable || error === undefined ? recorded : { ...recorded, error }]))).toEqual(
      [code],
    )
  })

  test('an answer with CORS headers that is kept back has another cause', () => {
    const wildcard = redeem('grant_type=refresh_token&refresh_token=x', {
      ...readable,
      asks: { origin: page, cookie: 'a=#1' },
    })
    expect(heardIn(capture([wildcard]))).toEqual(['cors/wildcard-with-credentials'])
  })

  test('a token that came is no finding', () => {
    const { error: _, ...answered } = redeem('grant_type=authorization_code&code=x&code_verifier=y', {
      ...readable,
      status: 200,
    })
    expect(heardIn(capture([answered]))).toEqual([])
  })

  test('a form that is posted elsewhere is no token request', () => {
    const elsewhere = redeem('grant_type=password&password=hunter2', {
      url: 'https://api.example.com/login-form',
    })
    expect(heardIn(capture([elsewhere]))).toEqual(['cors/missing-allow-origin'])
  })

  test('no finding holds a secret of the form', () => {
    const all = capture([redeem('grant_type=password&username=a&password=hunter2&client_secret=hunter2')])
    const [found] = all.exchanges.map(findTokenRequest)
    expect(
      JSON.stringify({ ...found, entry: undefined, parameters: [...(found?.parameters ?? [])] }),
    ).not.toContain('hunter2')
  })
})
