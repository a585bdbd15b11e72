import { expect, test } from 'vitest'
import { capture, heardIn, keptBack, page, type Recorded } from '../../../test-support/recorded.ts'

const asked = (url: string): Recorded => ({ url, asks: { origin: page }, status: 404, error: keptBack })

test.each([
  [
    'a provider at the root of its host',
    'https://idp.example.com/v2.0/.well-known/openid-configuration',
    'idp/protocol-mode',
  ],
  [
    'a provider below a path',
    'https://idp.example.com/oauth/v2.0/.well-known/openid-configuration',
    'idp/protocol-mode',
  ],
  [
    'a tenant that does not exist',
    'https://login.example.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration',
    'idp/metadata-not-found',
  ],
  [
    'a user flow that does not exist',
    'https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_susi/v2.0/.well-known/openid-configuration',
    'idp/metadata-not-found',
  ],
  [
    'plain OpenID Connect',
    'https://idp.example.com/.well-known/openid-configuration',
    'idp/metadata-not-found',
  ],
])('metadata of %s that is not there is named', (_what, url, code) => {
  expect(heardIn(capture([asked(url)]))).toEqual([code])
})
