import { json } from '../answers.ts'
import type { Exhibit, Site } from '../exhibit.ts'

/** An application that keeps its sessions in memory, under the name of its machine. */
const serverNamed = (name: string): Site => {
  const sessions = new Set<string>()
  return ({ headers, url }) => {
    if (url.pathname !== '/basket') return { status: 404 }
    const sent = /\bsid=([\w-]+)/.exec(String(headers['cookie'] ?? ''))?.[1]
    const served = { 'X-Served-By': name }
    if (sent !== undefined) {
      return sessions.has(sent) ? json({ items: 3 }, served) : json({ error: 'no session' }, served, 401)
    }
    const id = `${name}-${sessions.size + 1}`
    sessions.add(id)
    return json({ items: 3 }, { ...served, 'Set-Cookie': `sid=${id}; Path=/; HttpOnly; SameSite=Lax` })
  }
}

export const exhibit: Exhibit = {
  title: 'Clearway itself shares the calls out, and the session is lost now and then',
  shows: ['000/scenario-4'],
  broken:
    'Clearway publishes an application that runs on two servers and uses them in turn. Each server keeps its sessions in ' +
    'memory, so every other call reaches the one that does not know the person.',
  mended: 'Clearway keeps a person to the server that was chosen first.',
  code: 'session/affinity-lost',
  open:
    'Clearway has no affinity yet (`affinity`). Until then: one store of sessions for both servers, or none at all, as ' +
    'Clearway tells the servers with each request who calls.',
  hosts: async ({ gateway, internalApp, origin }) => {
    const servers = [await internalApp(serverNamed('web-1')), await internalApp(serverNamed('web-2'))]
    const config = `applications:
  - name: shop
    segments:
      - external: ${origin('app')}/
        internal: [${servers.map((server) => `'${server}/'`).join(', ')}]
        accept: [anyone]
`
    return { sites: { app: await gateway(config) } }
  },
  script: async () => {
    const statuses: number[] = []
    for (let at = 0; at < 5; at += 1) statuses.push((await fetch(`/basket?at=${at}`)).status)
    return `statuses: ${statuses.join(', ')}`
  },
}
