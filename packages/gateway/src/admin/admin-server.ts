import { createServer, type Server } from 'node:http'
import type { Gateway } from '../gateway.ts'

/**
 * The operators' own listener: `/healthz` (the process lives), `/readyz` (requests would be served: not stopping,
 * the store answers), `/metrics` (Prometheus). It asks for no sign-in: keep its address private.
 */
export const createAdminServer = (gateway: Gateway): Server =>
  createServer((request, response) => {
    const answer = (status: number, body: string, type = 'text/plain; charset=utf-8'): void => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
      response.end(body)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'GET only\n')
    switch (request.url) {
      case '/healthz':
        return answer(200, 'ok\n')
      case '/readyz':
        return ready(gateway) ? answer(200, 'ready\n') : answer(503, 'not ready\n')
      case '/metrics':
        gateway.metrics.text().then(
          (text) => answer(200, text, gateway.metrics.contentType),
          () => answer(500, 'metrics could not be collected\n'),
        )
        return undefined
      default:
        return answer(404, 'healthz, readyz and metrics are here\n')
    }
  })

const ready = ({ stopping, store }: Gateway): boolean => {
  if (stopping.value) return false
  try {
    store.presence('readiness')
    return true
  } catch {
    return false
  }
}
