// The ceiling: node:http answering by itself.
import { createServer } from 'node:http'

const body = 'x'.repeat(1024)
const server = createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': body.length })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
