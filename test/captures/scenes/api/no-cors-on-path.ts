import { allowing, json } from '../../recorder/answers.ts'
import { app, type Scene } from '../../scene.ts'

/** A server whose Web API has CORS, and whose older service beside it has none. */
export const noCorsOnPath: Scene = {
  name: 'api-no-cors-on-path',
  code: 'api/no-cors-on-path',
  records: ['har', 'shared'],
  sites: (variant) => ({
    hosts: {
      'crm.contoso.example': ({ url }) => {
        const open = variant === 'mended' || url.pathname.startsWith('/api/')
        return json({ value: [] }, open ? allowing(app) : {})
      },
    },
  }),
  script: async () => {
    await fetch('https://crm.contoso.example/api/data/v9.2/accounts')
    await fetch('https://crm.contoso.example/XRMServices/2011/OrganizationData.svc/AccountSet')
  },
}
