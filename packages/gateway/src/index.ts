/** The application proxy: load a configuration, start a gateway. */
export { configJsonSchema, type JsonSchema } from './config/json-schema.ts'
export { loadConfig, parseConfig, type LoadedConfig } from './config/load-config.ts'
export { writePath, type ConfigProblemCode, type LocatedMistake } from './config/mistake.ts'
export type { Plan } from './plan.ts'
export type { GatewayOptions } from './assemble-gateway.ts'
export { ListenError } from './listen.ts'
export { startGateway, type RunningGateway } from './start-gateway.ts'
