import type { StepResult } from '../answer.ts'
import type { Exchange, Step } from '../exchange.ts'
import { deliver } from '../forwarding/deliver.ts'
import { takeBody } from '../forwarding/request-body.ts'
import { requestFields } from '../forwarding/request-fields.ts'
import { refuse } from '../refusals/refusal.ts'
import type { InternalUrl } from '../plan.ts'

/**
 * The canonical path below the external prefix, put below the internal one.
 *
 * Whole parts are counted, not characters: path parameters may stand within the prefix (`/api;v=1/x`), and what was
 * judged as `/api/x` must not become another path. They go with the prefix.
 */
const internalPath = ({ path, query, segment }: Exchange, internal: InternalUrl): string => {
  const { prefix } = segment.external
  if (prefix === internal.prefix) return path + query
  if (path.startsWith(prefix)) return internal.prefix + path.slice(prefix.length) + query
  const parts = path.split('/')
  const partsOfPrefix = prefix.split('/').length - 1
  // `/api` for the prefix `/api/`: the internal prefix loses its slash as well.
  if (parts.length === partsOfPrefix) return (internal.prefix.slice(0, -1) || '/') + query
  return internal.prefix + parts.slice(partsOfPrefix).join('/') + query
}

/** Sends the request to the internal app and the answer to the browser. */
export const forward: Step = (exchange) => {
  const { caller, gateway, id, request, segment } = exchange
  const { choose, underWay } = gateway.upstreams
  const cameWith = request.headers['clearway-request-id']
  if (typeof cameWith === 'string' && underWay.has(cameWith)) {
    const forLog = `an internal URL leads back to this gateway: see request ${cameWith}`
    return refuse('proxy/internal-unreachable', 'The internal app cannot be reached.', { forLog })
  }
  const body = takeBody(request, segment.maxBodyBytes)
  if ('refused' in body) return body
  const { url, pool } = choose(segment)

  const send = async (assertion: string | undefined): Promise<StepResult> => {
    underWay.add(id)
    try {
      return await deliver({
        exchange,
        pool,
        internalOrigin: url.origin,
        path: internalPath(exchange, url),
        fields: requestFields(exchange, url, body.contentLength, assertion),
        body,
      })
    } finally {
      underWay.delete(id)
    }
  }

  if (caller.by === 'nobody') return send(undefined)
  const assertion = gateway.assertions.sign(caller, segment, url.origin)
  return typeof assertion === 'string' ? send(assertion) : assertion.then(send)
}
