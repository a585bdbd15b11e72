import { allowing, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'The Web API has CORS, the older service beside it has none',
  shows: ['003/older-service'],
  broken:
    'One server, two services. The page calls the Web API without trouble, and the older service below another path ' +
    'with the same code, and is blocked.',
  mended: 'The page asks the Web API for the same data. Or a gateway adds CORS by policy, for that path too.',
  code: 'api/no-cors-on-path',
  remedy: ['code', 'clearway'],
  hosts: async (kit) => {
    const { origin, variant } = kit
    const service = ({ url }: { readonly url: URL }) =>
      json({ value: [] }, url.pathname.startsWith('/api/') ? allowing(origin('app')) : {})
    return { given: { api: origin('crm'), variant }, sites: { crm: service } }
  },
  script: async ({ api, variant }) => {
    await fetch(`${api}/api/data/v9.2/accounts`)
    const path =
      variant === 'broken'
        ? 'XRMServices/2011/OrganizationData.svc/AccountSet'
        : 'api/data/v9.2/accounts?$top=1'
    const answer = await fetch(`${api}/${path}`)
    return `status ${answer.status}`
  },
}
