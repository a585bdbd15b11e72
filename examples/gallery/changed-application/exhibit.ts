import { allowing, contacts, json, preflight } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'The application itself speaks CORS, for a list of origins',
  shows: ['001/option-4', '001/console'],
  broken:
    'The application allows one origin, and the page has moved to another: the header is there, with the wrong value.',
  mended:
    'The application compares the request’s Origin with the list of those it trusts, and names the one that asks.',
  code: 'cors/origin-not-allowed',
  remedy: ['code'],
  change: {
    language: 'csharp',
    text: `builder.Services.AddCors(options => options.AddDefaultPolicy(policy =>
    policy.WithOrigins("https://web.contoso.com", "https://new.contoso.com").AllowAnyHeader().AllowAnyMethod()));`,
  },
  hosts: ({ origin, variant }) => ({
    given: { service: origin('service') },
    sites: {
      service: ({ headers, method }) => {
        const trusted = variant === 'broken' ? [origin('old')] : [origin('old'), origin('app')]
        const asking = headers['origin'] ?? ''
        const named = trusted.includes(asking) ? asking : origin('old')
        return method === 'OPTIONS' ? preflight(named) : json(contacts, allowing(named))
      },
    },
  }),
  script: async ({ service }) => {
    const answer = await fetch(`${service}/contacts`)
    return `status ${answer.status}`
  },
}
