import type { Exhibit } from '../exhibit.ts'
import { sessionServer } from '../session-server.ts'

export const exhibit: Exhibit = {
  title: 'Clearway itself shares the calls out, and the session is lost now and then',
  shows: ['000/scenario-4'],
  broken:
    'Clearway publishes an application that runs on two servers and uses them in turn. Each server keeps its sessions in ' +
    'memory, so every other call reaches the one that does not know the person.',
  mended: 'Clearway keeps a person to the server that was chosen first.',
  code: 'session/affinity-lost',
  inConsole: '401 (Unauthorized)',
  open:
    'Clearway has no affinity yet (`affinity`). Until then: one store of sessions for both servers, or none at all, as ' +
    'Clearway tells the servers with each request who calls.',
  hosts: async ({ gateway, internalApp, origin }) => {
    const servers = [await internalApp(sessionServer('web-1')), await internalApp(sessionServer('web-2'))]
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
    await fetch('/sign-in')
    const statuses: number[] = []
    for (let at = 0; at < 5; at += 1) statuses.push((await fetch(`/basket?at=${at}`)).status)
    return `statuses: ${statuses.join(', ')}`
  },
}
