import { request as requestHttp } from 'node:http'

import type { Site } from './site-server.ts'

/** A site that is a server of this machine; the host's name goes along. */
export function forwardTo(port: number): Site {
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const outgoing = requestHttp({
        host: '127.0.0.1',
        port,
        method,
        path: url.pathname + url.search,
        headers,
      })
      outgoing.once('error', reject)
      outgoing.once('response', (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', reject)
        answer.once('end', () => {
          const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...kept } = answer.headers
          resolve({
            status: answer.statusCode ?? 502,
            headers: kept as Record<string, string | string[]>,
            body: Buffer.concat(chunks),
          })
        })
      })
      outgoing.end(body)
    })
}
