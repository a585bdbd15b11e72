import type { ServerResponse } from 'node:http'

import {
  reply,
  startInternalApp,
  type Call,
  type InternalApp,
  type InternalAppOptions,
} from '../internal-app.ts'
import { createContactList, type ContactList } from './contact-list.ts'
import { readJson } from './read-json.ts'
import { streamCsv, streamTicks } from './streams.ts'

export interface ContactsApiOptions extends InternalAppOptions {
  /** Milliseconds between two events of `/events` and two lines of `/contacts/export`. Default 1000. */
  readonly tickMs?: number
}

const maxBodyBytes = 16 * 1024

/**
 * Starts the contacts Web API. It signs nobody in and sends no CORS header: whoever reaches it is served.
 *
 * - `GET /contacts` all of them, `POST /contacts` adds one (JSON, up to 16 kB), `GET /contacts/:id` one.
 * - `GET /contacts/export` CSV, a line each tick.
 * - `GET /events` server-sent events, one each tick.
 * - `GET /whoami` the headers of the request, as they arrived: name in lower case to a list of values.
 *
 * Errors are JSON, `{ error, message }`.
 */
export function startContactsApi(options: ContactsApiOptions = {}): Promise<InternalApp> {
  const contacts = createContactList()
  const tickMs = options.tickMs ?? 1000

  return startInternalApp(options, ({ request, response, url }: Call) => {
    const resource = find(url.pathname)
    if (resource === undefined) return fail(response, 404, 'not-found', 'There is nothing here.')

    const method = request.method ?? ''
    const methods = methodsOf(resource)
    if (!methods.includes(method)) {
      const allow = methods.join(', ')
      return fail(response, 405, 'method-not-allowed', `Only ${allow} can be used here.`, { allow })
    }

    switch (resource) {
      case 'list':
        return method === 'POST'
          ? addContact({ request, response, url }, contacts)
          : json(response, 200, contacts.all())
      case 'export':
        return streamCsv(response, contacts.all(), tickMs)
      case 'events':
        return streamTicks(response, tickMs)
      case 'whoami':
        return json(response, 200, { headers: request.headersDistinct })
      default: {
        const contact = contacts.find(resource)
        if (!contact) return fail(response, 404, 'not-found', 'There is no contact with this number.')
        return json(response, 200, contact)
      }
    }
  })
}

/** A resource by name; a number is the contact with that number. */
type Resource = 'list' | 'export' | 'events' | 'whoami' | number

function find(path: string): Resource | undefined {
  switch (path) {
    case '/contacts':
      return 'list'
    case '/contacts/export':
      return 'export'
    case '/events':
      return 'events'
    case '/whoami':
      return 'whoami'
    default: {
      const id = /^\/contacts\/(\d{1,9})$/.exec(path)?.[1]
      return id === undefined ? undefined : Number(id)
    }
  }
}

function methodsOf(resource: Resource): readonly string[] {
  if (resource === 'list') return ['GET', 'HEAD', 'POST']
  // A stream has no length that an answer to HEAD could tell.
  return resource === 'export' || resource === 'events' ? ['GET'] : ['GET', 'HEAD']
}

async function addContact({ request, response }: Call, contacts: ContactList): Promise<void> {
  const body = await readJson(request, maxBodyBytes)
  if (!body.ok) return fail(response, body.status, 'bad-body', body.message)
  const added = contacts.add(body.value)
  if ('error' in added)
    return fail(response, added.error === 'list-is-full' ? 409 : 422, added.error, added.message)
  return json(response, 201, added, { location: `/contacts/${added.id}` })
}

function fail(
  response: ServerResponse,
  status: number,
  error: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  json(response, status, { error, message }, headers)
}

function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  reply(response, status, 'application/json', `${JSON.stringify(value)}\n`, {
    'cache-control': 'no-store',
    ...headers,
  })
}
