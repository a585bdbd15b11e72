import type { ProblemCode } from '@clearway/rules/problems'
import type { ExternalUrl, Plan, Segment } from './plan.ts'

/** Where the gateway's own endpoints are, on every external origin. */
export const ownPrefix = '/.clearway/'

/** The gateway's own endpoints, by their name behind the prefix. */
export type EndpointName =
  | 'sign-in'
  | 'callback'
  | 'sign-out'
  | 'signed-out'
  | 'session'
  | 'renew'
  | 'keys'
  | 'problems'

/** The callback's path: what is registered at the provider, behind each external origin. */
export const callbackPath: string = `${ownPrefix}callback`

/** Behind it stands a problem's code. */
export const problemsPath: string = `${ownPrefix}problems/`

/** An own endpoint without parameters, as it is registered at the provider. */
export const registeredUrl = ({ origin }: ExternalUrl, endpoint: EndpointName): string =>
  `${origin}${ownPrefix}${endpoint}`

/** The page of a problem: the `type` of problem details. */
export const problemUrl = ({ origin }: ExternalUrl, code: ProblemCode): string =>
  `${origin}${problemsPath}${code}`

/** The address of an own endpoint for a segment's application, which it names where its host serves several. */
export const ownUrl = (
  { segments }: Plan,
  { application, external }: Segment,
  endpoint: EndpointName,
  parameters: Readonly<Record<string, string>> = {},
): string => {
  const url = new URL(registeredUrl(external, endpoint))
  if (segments.onHost(external.host).some((other) => other.application !== application)) {
    url.searchParams.set('application', application.name)
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
