import type { ClassifiableRequest, Classification } from './request-kind.ts'
import { formSign } from './signs.ts'

const maxAcceptedTypes = 50
const html: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml'])
const unwanted = /;\s*q=0(?:\.0*)?\s*(?:;|$)/i

/**
 * Guesses the kind of a request that has no Sec-Fetch-* headers, in this order: X-Requested-With,
 * Authorization, method, Accept, then Origin for a GET and the content type for a POST.
 */
export function guessedKind(request: ClassifiableRequest): Classification {
  const requestedWith = request.header('x-requested-with') ?? ''
  // Android's WebView puts the app's dotted name here, on navigations too.
  if (requestedWith !== '' && !requestedWith.includes('.')) return background('x-requested-with')
  if (request.header('authorization') !== undefined) return background('authorization')
  if (request.method !== 'GET' && request.method !== 'POST') return background('method')
  const accept = request.header('accept')
  if (accept === undefined) return background('no accept')
  if (!acceptsHtml(accept)) return background('accept: no html')
  if (request.method === 'GET') {
    return request.header('origin') === undefined ? navigation('get') : background('origin on get')
  }
  const form = formSign(request)
  return form === undefined ? background('content-type: no form') : navigation(form)
}

/** Asks for HTML by name: a lone wildcard is what page code sends when it does not care. */
function acceptsHtml(accept: string): boolean {
  return accept
    .split(',', maxAcceptedTypes)
    .some((range) => html.has(range.split(';', 1)[0]!.trim().toLowerCase()) && !unwanted.test(range))
}

function background(reason: string): Classification {
  return { kind: 'background', reasons: ['no sec-fetch', reason] }
}

function navigation(reason: string): Classification {
  return { kind: 'navigation', reasons: ['no sec-fetch', 'accept: html', reason] }
}
