/** The application proxy: load a configuration, start a gateway. */
export { configJsonSchema } from './config/json-schema.ts'
export { loadConfig, parseConfig, type LoadedConfig } from './config/load-config.ts'
export type { Plan } from './plan.ts'
export type { GatewayOptions } from './assemble-gateway.ts'
export { ListenError } from './listen.ts'
export { startGateway, type RunningGateway } from './start-gateway.ts'
