import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'The metadata of a B2C user flow that does not exist',
  shows: ['000/example-2'],
  broken:
    'The name of the user flow is spelt wrong. The provider answers 404, and an error page has no CORS: the console ' +
    'speaks of CORS, not of the name.',
  mended: 'The authority names a user flow of the tenant. Its metadata is for every page to read.',
  code: 'idp/metadata-not-found',
  remedy: ['configuration'],
  change: {
    language: 'javascript',
    text: "authority: 'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_susi'",
  },
  hosts: ({ login, variant }) => {
    const flow = variant === 'broken' ? 'b2c_1_v2_susi_defaultpage' : 'b2c_1_susi'
    return { given: { authority: `${login}/tfp/fabrikamb2c.onmicrosoft.com/${flow}/v2.0` }, sites: {} }
  },
  script: async ({ authority }) => {
    const answer = await fetch(`${authority}/.well-known/openid-configuration`)
    const { issuer } = (await answer.json()) as { readonly issuer: string }
    return `issuer ${issuer}`
  },
}
