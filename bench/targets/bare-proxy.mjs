// A proxy that checks nothing, as one writes it with undici: request, copy the headers, pipe the body.
import { createServer } from 'node:http'
import { Pool } from 'undici'

const pool = new Pool(process.env.UPSTREAM, { connections: 256, pipelining: 1 })
const proxy = async (request, response) => {
  try {
    const { host: _host, connection: _connection, ...headers } = request.headers
    const answer = await pool.request({ method: request.method, path: request.url, headers })
    response.writeHead(answer.statusCode, answer.headers)
    answer.body.pipe(response)
  } catch {
    response.writeHead(502).end()
  }
}
const server = createServer((request, response) => void proxy(request, response))
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
