import { json } from './answers.ts'
import type { Site } from './exhibit.ts'

/** An application that keeps its sessions in memory, under the name of its machine: `/sign-in` begins one. */
export const sessionServer = (name: string): Site => {
  const sessions = new Set<string>()
  return ({ headers, url }) => {
    const served = { 'X-Served-By': name }
    if (url.pathname === '/sign-in') {
      const id = `${name}-${sessions.size + 1}`
      sessions.add(id)
      return json({}, { ...served, 'Set-Cookie': `sid=${id}; Path=/; HttpOnly; SameSite=Lax` })
    }
    if (url.pathname !== '/basket') return { status: 404 }
    const sent = /\bsid=([\w-]+)/.exec(headers['cookie'] ?? '')?.[1] ?? ''
    return sessions.has(sent) ? json({ items: 3 }, served) : json({ error: 'no session' }, served, 401)
  }
}
