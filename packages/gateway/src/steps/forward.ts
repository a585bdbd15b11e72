import type { StepResult } from '../answer.ts'
import type { Exchange, Step } from '../exchange.ts'
import { deliver } from '../forwarding/deliver.ts'
import { takeBody } from '../forwarding/request-body.ts'
import { requestFields } from '../forwarding/request-fields.ts'
import type { InternalUrl } from '../plan.ts'

/** The canonical path below the external prefix, put below the internal one. */
const internalPath = ({ path, query, segment }: Exchange, internal: InternalUrl): string => {
  const { prefix } = segment.external
  if (prefix === internal.prefix) return path + query
  // `/api` for the prefix `/api/`: the internal prefix loses its slash as well.
  if (path.length < prefix.length) return (internal.prefix.slice(0, -1) || '/') + query
  return internal.prefix + path.slice(prefix.length) + query
}

/** Sends the request to the internal app and the answer to the browser. */
export const forward: Step = (exchange) => {
  const { caller, gateway, request, segment } = exchange
  const body = takeBody(request, segment.maxBodyBytes)
  if ('refused' in body) return body
  const { url, pool } = gateway.upstreams.choose(segment)

  const send = (assertion: string | undefined): Promise<StepResult> =>
    deliver({
      exchange,
      pool,
      internalOrigin: url.origin,
      path: internalPath(exchange, url),
      fields: requestFields(exchange, url, body.contentLength, assertion),
      body,
    })

  if (caller.by === 'nobody') return send(undefined)
  const assertion = gateway.assertions.sign(caller, segment, url.origin)
  return typeof assertion === 'string' ? send(assertion) : assertion.then(send)
}
