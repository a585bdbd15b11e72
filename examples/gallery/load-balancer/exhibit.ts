import { allowing, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'Behind a load balancer the session is lost now and then',
  shows: ['000/scenario-4'],
  broken:
    'Two servers, each with sessions of its own, behind a load balancer that sends calls to either. Every other call ' +
    'reaches the server that does not know the person.',
  mended:
    'The load balancer keeps to the server that it chose first, or both servers keep sessions in one store.',
  code: 'session/affinity-lost',
  remedy: ['configuration'],
  hosts: ({ origin, variant }) => {
    let calls = 0
    return {
      given: { api: origin('api') },
      sites: {
        api: ({ headers }) => {
          const server = variant === 'broken' && calls++ % 2 === 1 ? 'web-2' : 'web-1'
          const cookies = headers['cookie'] ? [] : ['sid=8f1c; Path=/; HttpOnly; SameSite=Lax']
          const names = { ...allowing(origin('app')), 'X-Served-By': server, 'Set-Cookie': cookies }
          return server === 'web-1' ? json({ items: 3 }, names) : json({ error: 'no session' }, names, 401)
        },
      },
    }
  },
  script: async ({ api }) => {
    const statuses: number[] = []
    for (let at = 0; at < 5; at += 1) {
      const answer = await fetch(`${api}/basket?at=${at}`, { credentials: 'include' })
      statuses.push(answer.status)
    }
    return `statuses: ${statuses.join(', ')}`
  },
}
