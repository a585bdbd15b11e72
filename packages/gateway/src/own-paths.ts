import type { Segment } from './plan.ts'

/** Where the gateway's own endpoints are, on every external origin. */
export const ownPrefix = '/.clearway/'

/** The callback's path: what is registered at the provider, behind each external origin. */
export const callbackPath: string = `${ownPrefix}callback`

/**
 * The address of an own endpoint for a segment's application.
 *
 * Where one origin serves several applications the address names which is meant.
 *
 * @param onHost - All segments of the segment's host.
 */
export const ownUrl = (
  segment: Segment,
  onHost: readonly Segment[],
  endpoint: string,
  parameters: Readonly<Record<string, string>> = {},
): string => {
  const url = new URL(`${ownPrefix}${endpoint}`, segment.external.origin)
  if (onHost.some(({ application }) => application !== segment.application)) {
    url.searchParams.set('application', segment.application.name)
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}
