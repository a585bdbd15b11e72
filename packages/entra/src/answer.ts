import { createHash } from 'node:crypto'

/** What an endpoint answers; header names in lower case. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const neverStored = { 'cache-control': 'no-store, no-cache', pragma: 'no-cache', expires: '-1' }

/** A JSON answer. It is not to be stored unless the headers given say otherwise. */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const caching = headers['cache-control'] === undefined ? neverStored : {}
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...caching, ...headers },
    body: JSON.stringify(value),
  }
}

/** A short plain text, for what is no protocol error: unknown paths, wrong methods, bodies too large. */
export function plain(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: `${text}\n` }
}

/** A redirect as Entra makes it: 302, also after a form. The location must be a registered redirect URI. */
export function redirect(location: string, headers: Record<string, string> = {}): Answer {
  return { status: 302, headers: { location, ...neverStored, ...headers }, body: '' }
}

/** Adds parameters to a URI as it is written, with whatever query it has. */
export function withQuery(uri: string, parameters: URLSearchParams): string {
  return `${uri}${uri.includes('?') ? '&' : '?'}${parameters.toString()}`
}

const sourceOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const originOf = (url: string): string => new URL(url).origin

/** The head and body of a page, as safe HTML, with the only style and script it may have. */
export interface Page {
  readonly title: string
  readonly body: string
  readonly style?: string
  readonly script?: string
  /** URLs of the frames that it has. */
  readonly frames?: readonly string[]
}

/** Replaces the characters that mean something in HTML text and in quoted attributes. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/**
 * A whole HTML page under a content security policy that allows its own style and script and nothing else.
 * The policy has no `form-action`: Chromium applies it to every redirect after the form, and where the
 * application sends its user next is not known here.
 */
export function page(
  status: number,
  { title, body, style, script, frames = [] }: Page,
  headers: Record<string, string> = {},
): Answer {
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    ...(style === undefined ? [] : [`style-src ${sourceOf(style)}`]),
    ...(script === undefined ? [] : [`script-src ${sourceOf(script)}`]),
    ...(frames.length === 0 ? [] : [`frame-src ${[...new Set(frames.map(originOf))].join(' ')}`]),
  ]
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy.join('; '),
      ...neverStored,
      ...headers,
    },
    body: [
      '<!doctype html>',
      `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      style === undefined ? '' : `<style>${style}</style>`,
      `</head><body>${body}${script === undefined ? '' : `<script>${script}</script>`}</body></html>`,
    ].join('\n'),
  }
}

/** A page that people see and decide on: never inside somebody else's frame. */
export function shownPage(status: number, content: Page, headers: Record<string, string> = {}): Answer {
  const answer = page(status, content, { 'x-frame-options': 'DENY', ...headers })
  const policy = `${answer.headers['content-security-policy']}; frame-ancestors 'none'`
  return { ...answer, headers: { ...answer.headers, 'content-security-policy': policy } }
}
