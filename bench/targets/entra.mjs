// The local Entra ID with a directory of the benchmark's.
import { startEntra } from '@clearway/entra'

const entra = await startEntra({ directory: JSON.parse(process.env.DIRECTORY) })
process.send({ port: entra.port })
process.on('SIGTERM', () => void entra.close().then(() => process.disconnect()))
