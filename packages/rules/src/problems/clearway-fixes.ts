import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** In Clearway: one application, whose own origins may call its segments. */
export const publishInOneApplication: Fix = {
  title: 'In Clearway, publish page and API in one application',
  stack: 'clearway',
  steps:
    'With `cors: within` the application’s own origins may call its segments, cookies included. ' +
    'Nothing else has to be listed.',
  language: 'yaml',
  text: block`
    applications:
      - name: contacts
        allow: { groups: [sales] }
        cors: within
        segments:
          - external: https://contacts.example.com/
            internal: http://10.0.0.5:8080/
          - external: https://api.example.com/contacts/
            internal: http://10.0.0.6:8080/
  `,
}

/** In Clearway: one origin, so that there is no cross-origin call at all. */
export const publishBelowOneOrigin: Fix = {
  title: 'In Clearway, publish page and API below one origin',
  stack: 'clearway',
  steps:
    'Calls within one origin need no CORS. Two segments with one host and different paths do it; the ' +
    'page then calls `/api/`.',
  language: 'yaml',
  text: block`
    segments:
      - external: https://contacts.example.com/
        internal: http://10.0.0.5:8080/
      - external: https://contacts.example.com/api/
        internal: http://10.0.0.6:8080/
  `,
}

/** In Clearway: a policy that names the origins. */
export const nameTheOrigin: Fix = {
  title: 'In Clearway, name the origin in the segment’s policy',
  stack: 'clearway',
  steps:
    'Write the origin as the browser’s console shows it: scheme, host, and the port if it is not the ' +
    'usual one; no path and no slash at the end. Name only origins whose pages you trust with the ' +
    'person’s data.',
  language: 'yaml',
  text: block`
    segments:
      - external: https://api.example.com/contacts/
        internal: http://10.0.0.6:8080/
        cors:
          origins: [https://contacts.example.com, https://reports.example.com]
          methods: [GET, POST]
          headers: [content-type]
          credentials: true
          maxAge: 10m
  `,
}

/** In Clearway: the gateway answers preflights and sets CORS headers on every answer. */
export const publishTheApi: Fix = {
  title: 'Publish the API through Clearway',
  stack: 'clearway',
  steps:
    'The gateway answers preflights itself, before sign-in, and sets the same CORS headers on every ' +
    'answer of the segment, errors and refusals included. Headers that the API sets are taken off, ' +
    'so that none comes twice.',
  language: 'yaml',
  text: block`
    segments:
      - external: https://api.example.com/contacts/
        internal: http://10.0.0.6:8080/
        accept: [bearer]
        bearer: { audiences: [api://contacts], scopes: [Contacts.Read] }
        cors:
          origins: [https://contacts.example.com]
          methods: [GET, POST, PUT, PATCH, DELETE]
          headers: [content-type, authorization]
          expose: [www-authenticate, etag]
  `,
}

/** In Clearway: an application with a session, whose background calls get 401 and no redirect. */
export const publishThePage: Fix = {
  title: 'Publish the application through Clearway',
  stack: 'clearway',
  steps:
    'The gateway keeps the session on the server and renews its tokens. A background call without a ' +
    'session gets 401 with a body that the page can read; only navigations are sent to sign-in.',
  language: 'yaml',
  text: block`
    applications:
      - name: contacts
        allow: { groups: [sales] }
        cors: within
        segments:
          - external: https://contacts.example.com/
            internal: http://10.0.0.5:8080/
  `,
}
