import { contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'A session ends, although the person is still signed in at the provider',
  shows: ['002/renewal'],
  broken:
    'The session at Clearway ends when the page makes no call for a second, here. The next call gets a 401 that the page ' +
    'can read, and the person has to leave the page to sign in, often only to be sent back without a question.',
  mended:
    'A hidden frame signs the person in again at the provider, without a question and without leaving the page.',
  code: 'session/expired',
  inConsole: '401 (Unauthorized)',
  open:
    'Clearway does not sign in again in a hidden frame yet (`prompt=none`). Until then the page takes its whole window ' +
    'to the address that the 401 names.',
  published: ['app'],
  needsWindow: true,
  hosts: async ({ gateway, internalApp, origin }) => {
    const app = await internalApp(({ url }) =>
      url.pathname === '/api/lists' ? json(contacts) : { status: 404 },
    )
    const config = `applications:
  - name: lists
    allow: { groups: [sales] }
    segments: [{ external: ${origin('app')}/, internal: ${app}/ }]
`
    return { sites: { app: await gateway(config, { idle: '1s' }) } }
  },
  script: async () => {
    const call = (path: string): Promise<Response> => fetch(path, { headers: { Accept: 'application/json' } })
    await call('/api/lists')
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const answer = await call('/api/lists?later')
    const { signIn } = (await answer.json()) as { signIn?: string }
    return `status ${answer.status}, sign in at ${signIn}`
  },
}
