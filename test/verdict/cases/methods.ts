import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, api, call, hop, of, preflight } from './parts.ts'

const asking = (method: string, allowed: string): ReturnType<typeof call> =>
  call({ url: api, method }, hop(allow('*'), preflight(allowed)))

/** How methods are written and which ask first. */
export const methodCases: readonly VerdictCase[] = [
  ...of('MET-1', {
    'put becomes PUT': asking('put', 'PUT'),
    'dELETE becomes DELETE': asking('dELETE', 'DELETE'),
    'options becomes OPTIONS': asking('options', 'OPTIONS'),
    'patch stays patch': asking('patch', 'PATCH'),
    'patch is allowed as patch': asking('patch', 'patch'),
    'report stays report': asking('report', 'REPORT'),
  }),
  ...of('MET-2', {
    ...Object.fromEntries(
      ['GET', 'HEAD', 'POST', 'get', 'head', 'post'].map((method) => [
        `${method} needs no leave`,
        call({ url: api, method }, hop(allow('*'), preflight(''))),
      ]),
    ),
    ...Object.fromEntries(
      ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'REPORT', 'Head2'].map((method) => [
        `${method} needs leave`,
        asking(method, 'NONE'),
      ]),
    ),
    ...Object.fromEntries(
      ['CONNECT', 'TRACE', 'TRACK', 'trace', 'Track'].map((method) => [
        `${method} is no method for pages`,
        asking(method, '*'),
      ]),
    ),
  }),
]
