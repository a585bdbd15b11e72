import { allowing } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { sessionServer } from '../session-server.ts'

export const exhibit: Exhibit = {
  title: 'Behind a load balancer the session is lost now and then',
  shows: ['000/scenario-4'],
  broken:
    'Two servers, each with sessions of its own, behind a load balancer that uses them in turn. Every other call ' +
    'reaches the server that does not know the person.',
  mended:
    'The load balancer keeps to the server that it chose first, by a cookie of its own. Or both servers keep sessions ' +
    'in one store.',
  code: 'session/affinity-lost',
  inConsole: '401 (Unauthorized)',
  remedy: ['configuration'],
  hosts: ({ origin, variant }) => {
    const servers = [sessionServer('web-1'), sessionServer('web-2')] as const
    let calls = 0
    return {
      given: { api: origin('api') },
      sites: {
        api: async (request) => {
          const kept = /\baffinity=([01])/.exec(request.headers['cookie'] ?? '')?.[1]
          const chosen = variant === 'mended' && kept !== undefined ? Number(kept) : calls++ % 2
          const { headers, ...answer } = await (chosen === 0 ? servers[0] : servers[1])(request)
          const cookies = [headers?.['Set-Cookie'] ?? []].flat()
          if (variant === 'mended') cookies.push(`affinity=${chosen}; Path=/; HttpOnly; SameSite=Lax`)
          return { ...answer, headers: { ...headers, ...allowing(origin('app')), 'Set-Cookie': cookies } }
        },
      },
    }
  },
  script: async ({ api }) => {
    const call = async (path: string): Promise<number> =>
      (await fetch(`${api}${path}`, { credentials: 'include' })).status
    await call('/sign-in')
    const statuses: number[] = []
    for (let at = 0; at < 5; at += 1) statuses.push(await call(`/basket?at=${at}`))
    return `statuses: ${statuses.join(', ')}`
  },
}
