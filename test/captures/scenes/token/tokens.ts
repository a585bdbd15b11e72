import { allowing, json, preflight } from '../../recorder/answers.ts'
import { contoso } from '../../recorder/provider.ts'
import { mintToken, type Particulars } from '../../recorder/tokens.ts'
import { app, type Scene } from '../../scene.ts'

const now = Math.floor(Date.now() / 1000)
const asText = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19)

type Slug<Code> = Code extends `token/${infer Name}` ? Name : never

/**
 * An API that refuses a token, in the words of ASP.NET Core's bearer authentication; the page may read it all.
 *
 * @param says - `error_description` of the challenge.
 * @param token - What is wrong with the token; a text stands in the token's place.
 * @param inBody - Microsoft.Identity.Web says it in the body, under a challenge without reasons.
 */
const refusing = (
  slug: Slug<Scene['code']>,
  says: string,
  token: Particulars | string,
  inBody = false,
): Scene => ({
  name: `token-${slug}`,
  code: `token/${slug}`,
  sites: async (variant) => {
    const wrong = typeof token === 'string' ? token : await mintToken(token)
    return {
      given: { token: variant === 'broken' ? wrong : await mintToken({}) },
      hosts: {
        'api.contoso.example': ({ method, headers }) => {
          if (method === 'OPTIONS') return preflight(app)
          if (variant === 'mended') return json([{ name: 'Ada' }], allowing(app))
          const described = says === '' || inBody ? '' : `, error_description="${says}"`
          const challenge =
            headers.authorization === undefined ? 'Bearer' : `Bearer error="invalid_token"${described}`
          const exposing = { 'Access-Control-Expose-Headers': 'WWW-Authenticate' }
          const answer = {
            ...allowing(app),
            ...exposing,
            'WWW-Authenticate': challenge,
            'Content-Type': 'text/plain; charset=utf-8',
          }
          return { status: slug === 'scope' ? 403 : 401, headers: answer, body: inBody ? says : '' }
        },
      },
    }
  },
  script: async (_variant, { token: value = '' }) => {
    const headers = value === '' ? undefined : { Authorization: `Bearer ${value}` }
    await fetch('https://api.contoso.example/contacts', headers && { headers })
  },
})

export const tokenScenes: readonly Scene[] = [
  refusing('missing', '', ''),
  refusing('expired', `The token expired at '${asText(now - 900)}'`, { secondsPast: 900 }),
  refusing('not-yet-valid', `The token is not valid before '${asText(now + 1_800)}'`, {
    notBeforeIn: 1_800,
    secondsPast: -5_400,
  }),
  refusing('audience', `The audience 'api://orders' is invalid`, {
    claims: { aud: 'api://orders' },
  }),
  refusing('issuer', `The issuer 'https://sts.windows.net/${contoso.tenant}/' is invalid`, {
    claims: { iss: `https://sts.windows.net/${contoso.tenant}/`, ver: '1.0' },
  }),
  refusing('signature', 'The signature is invalid', {}),
  refusing('unknown-key', 'The signature key was not found', {}),
  refusing('malformed', '', 'undefined'),
  refusing(
    'scope',
    "IDW10203: The 'scope' or 'scp' claim does not contain scopes 'Contacts.Write' or was not found.",
    {},
    true,
  ),
  refusing(
    'claims',
    'IDW10401: Neither `tid` nor `tenantId` claim is present in the token obtained from Microsoft identity platform.',
    { claims: { tid: undefined } },
    true,
  ),
  refusing(
    'wrong-kind',
    "IDX10257: Type validation failed. Type: 'JWT'. Did not match: validationParameters.TokenTypes: 'at+jwt'.",
    {},
    true,
  ),
]
