import { request as requestHttp } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'
import type { Site } from '@clearway/gallery'

/** To servers of this process: their certificates are our own. */
const agent = new Agent({ rejectUnauthorized: false, keepAlive: false })

/** A site that is a server of this machine; the host's name goes along, and what a proxy tells of the client. */
export const forwardTo = (address: string): Site => {
  const { protocol, port } = new URL(address)
  const secure = protocol === 'https:'
  return ({ method, url, headers, body }) =>
    new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port,
        method,
        path: url.pathname + url.search,
        headers: {
          ...headers,
          'x-forwarded-proto': url.protocol.slice(0, -1),
          'x-forwarded-host': url.host,
          'x-forwarded-for': '127.0.0.1',
        },
      }
      const outgoing = secure ? requestHttps({ ...options, agent }) : requestHttp(options)
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
