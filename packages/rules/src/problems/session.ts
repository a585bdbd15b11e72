import type { AreaCatalogue } from './problem-info.ts'
import { gatewayAnswers } from './session/gateway-answers.ts'
import { sessionInTraffic } from './session/in-traffic.ts'

/** Problems of sessions. */
export const session: AreaCatalogue<'session'> = { ...gatewayAnswers, ...sessionInTraffic }
