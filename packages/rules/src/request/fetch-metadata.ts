import type { ClassifiableRequest, Classification } from './request-kind.ts'

const modes: ReadonlySet<string> = new Set(['cors', 'navigate', 'no-cors', 'same-origin', 'websocket'])
const documents: ReadonlySet<string> = new Set([
  'document',
  'embed',
  'fencedframe',
  'frame',
  'iframe',
  'object',
])
const parts: ReadonlySet<string> = new Set([
  'audio',
  'audioworklet',
  'empty',
  'font',
  'image',
  'manifest',
  'paintworklet',
  'report',
  'script',
  'serviceworker',
  'sharedworker',
  'style',
  'track',
  'video',
  'webidentity',
  'worker',
  'xslt',
])

/**
 * Tells the kind of request by Sec-Fetch-Mode and Sec-Fetch-Dest; `undefined` when it has neither.
 *
 * A navigation must be one by each of the two that is there: a service worker that passes a navigation on
 * says `navigate` and may say `empty`. A value that no standard knows makes a background call.
 *
 * @see {@link https://www.w3.org/TR/fetch-metadata/#framework Fetch Metadata, 2}
 */
export function fetchMetadata(request: ClassifiableRequest): Classification | undefined {
  const mode = request.header('sec-fetch-mode')
  const dest = request.header('sec-fetch-dest')
  if (mode === undefined && dest === undefined) return undefined
  const isNavigation =
    (mode === undefined || mode === 'navigate') && (dest === undefined || documents.has(dest))
  const reasons: string[] = []
  if (mode !== undefined) reasons.push(`sec-fetch-mode: ${modes.has(mode) ? mode : 'other'}`)
  if (dest !== undefined) {
    reasons.push(`sec-fetch-dest: ${documents.has(dest) || parts.has(dest) ? dest : 'other'}`)
  }
  return { kind: isNavigation ? 'navigation' : 'background', reasons }
}
