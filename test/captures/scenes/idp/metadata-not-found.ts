import { html, json } from '../../recorder/answers.ts'
import type { Scene } from '../../scene.ts'

/** A user flow that does not exist is answered without CORS, as B2C does. */
export const metadataNotFound: Scene = {
  name: 'idp-metadata-not-found',
  code: 'idp/metadata-not-found',
  records: ['har', 'shared', 'console', 'firefox'],
  sites: () => ({
    hosts: {
      'contosob2c.b2clogin.com': ({ url }) =>
        url.pathname.includes('b2c_1_susi/')
          ? json(
              { issuer: 'https://contosob2c.b2clogin.com/655e51e9/v2.0/' },
              { 'Access-Control-Allow-Origin': '*' },
            )
          : html('<h2>404 - File or directory not found.</h2>', {}, 404),
    },
  }),
  script: async (variant) => {
    const policy = variant === 'broken' ? 'b2c_1_v2_susi_defaultpage' : 'b2c_1_susi'
    const authority = `https://contosob2c.b2clogin.com/tfp/contosob2c.onmicrosoft.com/${policy}`
    await fetch(`${authority}/v2.0/.well-known/openid-configuration`)
  },
}
