// The gateway as it is published, with everything on.
import { parseConfig, startGateway } from '@clearway/gateway'

const loaded = parseConfig(process.env.CONFIG, {
  name: 'bench.yaml',
  folder: process.env.FOLDER,
  env: process.env,
})
if (!loaded.ok) throw new Error(loaded.text)
const gateway = await startGateway(loaded.plan)
process.send({ port: gateway.port })
process.on('SIGTERM', () => void gateway.stop(0))
