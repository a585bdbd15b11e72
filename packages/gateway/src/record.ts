import { accessLine } from './access-line.ts'
import type { Exchange } from './exchange.ts'

/**
 * Writes down what became of a request: metrics, one access line, and one problem line when it was refused.
 *
 * Lines hold the path without the query, which may carry codes and tokens; never a header's value.
 */
export const record = (exchange: Exchange): void => {
  const { caller, client, gateway, kind, method, refused, response, segment } = exchange
  const ms = gateway.now() - exchange.startedAt
  const { statusCode: status } = response
  const application = segment.application.name
  gateway.metrics.answered({ application, kind: kind.kind, status, caller: caller.by, ms })
  gateway.writeAccess?.(accessLine(exchange, ms))
  if (refused === undefined) return
  gateway.metrics.refused(refused.code)
  gateway.log.warn(
    {
      request: exchange.id,
      problem: refused.code,
      method,
      host: client.host,
      path: exchange.path,
      application,
      origin: exchange.request.headers.origin?.slice(0, 200),
      kind: kind.kind,
      reasons: kind.reasons,
      status,
      ...(refused.forLog !== undefined && { cause: refused.forLog }),
    },
    'refused',
  )
}
