import { allowing, json } from '../../recorder/answers.ts'
import { app, type Scene } from '../../scene.ts'

/** Two servers behind a load balancer, each with sessions of its own; it should keep to the one that it chose. */
export const affinityLost: Scene = {
  name: 'session-affinity-lost',
  code: 'session/affinity-lost',
  sites: (variant) => {
    let calls = 0
    return {
      hosts: {
        'api.contoso.example': ({ headers }) => {
          const server = variant === 'broken' && calls++ % 2 === 1 ? 'web-2' : 'web-1'
          const known = server === 'web-1'
          const cookies = headers.cookie ? [] : ['sid=8f1c; Path=/; HttpOnly; Secure; SameSite=None']
          const names = { ...allowing(app), 'X-Served-By': server, 'Set-Cookie': cookies }
          return known ? json({ items: 3 }, names) : json({ error: 'no session' }, names, 401)
        },
      },
    }
  },
  script: async () => {
    for (let at = 0; at < 5; at++) {
      await fetch(`https://api.contoso.example/basket?at=${at}`, { credentials: 'include' })
    }
  },
}
