import { fieldValue } from '@clearway/rules/http'
import { classifyRequest } from '@clearway/rules/request'
import type { Entry } from '../material.ts'
import type { RecordedExchange } from './recorded-exchange.ts'

const elementTypes: ReadonlySet<string> = new Set([
  'image',
  'stylesheet',
  'script',
  'font',
  'media',
  'manifest',
  'texttrack',
])
const callTypes: ReadonlySet<string> = new Set([
  'fetch',
  'xhr',
  'xmlhttprequest',
  'eventsource',
  'ping',
  'preflight',
])
const elementDestinations: ReadonlySet<string> = new Set([
  'image',
  'style',
  'script',
  'font',
  'video',
  'audio',
  'track',
])

/**
 * What kind of request the page made: by the recorder's word, else by `Sec-Fetch-Dest`, else by the signs
 * that the gateway goes by.
 */
export function callKindOf({ type, request }: Entry): RecordedExchange['kind'] {
  const word = type?.toLowerCase()
  if (word === 'document' || word === 'subdocument') return 'navigation'
  if (word !== undefined && elementTypes.has(word)) return 'element'
  if (word !== undefined && callTypes.has(word)) return 'call'
  const destination = fieldValue(request.headers, 'sec-fetch-dest')
  if (destination !== undefined && elementDestinations.has(destination)) return 'element'
  const { kind } = classifyRequest({
    method: request.method,
    header: (name) => fieldValue(request.headers, name),
    isCallback: false,
  })
  return kind === 'navigation' || kind === 'provider-form-post' ? 'navigation' : 'call'
}
