// The gateway as it is published, with its logs written to /dev/null and everything else on.
import { parseConfig, startGateway } from '@clearway/gateway'
import pino from 'pino'

const loaded = parseConfig(process.env.CONFIG, { name: 'bench.yaml', folder: process.env.FOLDER, env: process.env })
if (!loaded.ok) throw new Error(loaded.text)
const gateway = await startGateway(loaded.plan, { logTo: pino.destination({ dest: '/dev/null', sync: false, minLength: 4096 }) })
process.send({ port: gateway.port })
process.on('SIGTERM', () => gateway.stop(0).then(() => process.exit(0)))
