import { originOf } from '@clearway/rules/origins'
import type { Application, Segment } from '../plan.ts'

const application: Application = {
  name: 'nowhere',
  allow: { everyone: false, groups: new Set(), roles: new Set(), users: new Set() },
  cookie: { reach: 'origin', name: '__Host-clearway-nowhere' },
  origins: new Set(),
  segments: [],
}

const noRules = { set: [], add: [], drop: new Set<string>() }

/** Where an exchange stands until it is matched: a segment that accepts nobody and allows no origin. */
export const nowhere: Segment = {
  application,
  external: {
    origin: originOf('https://nowhere.invalid'),
    scheme: 'https',
    host: 'nowhere.invalid',
    prefix: '/',
  },
  internal: [],
  acceptsSession: false,
  acceptsAnyone: false,
  bearer: undefined,
  cors: { by: 'nobody' },
  requestHeaders: noRules,
  responseHeaders: noRules,
  identityHeaders: [],
  timeouts: { connect: 1, answer: 1, idle: 1 },
  maxBodyBytes: 0,
}
