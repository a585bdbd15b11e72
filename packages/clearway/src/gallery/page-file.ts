import { readFile } from 'node:fs/promises'
import type { SiteAnswer } from '@clearway/gallery'

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
}

// The drawings' sizes are set by script, as styles of their own.
const policy = `default-src 'self'; style-src 'self' 'unsafe-inline'; frame-src http: https:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`

// Seen from dist/ as from src/, the page's files are in src/: the compiler does not copy them.
const folder = new URL('../../src/gallery/page/', import.meta.url)

/** Answers with a file of the gallery's page, if there is one at a path. */
export const answerPageFile = async (pathname: string): Promise<SiteAnswer | undefined> => {
  const file = pathname === '/' ? 'index.html' : pathname.slice(1)
  const [, extension = ''] = /^[a-z-]+\.(html|css|js|svg)$/.exec(file) ?? []
  const type = types[extension]
  const body = type && (await readFile(new URL(file, folder)).catch(() => undefined))
  if (!body) return undefined
  return {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': policy,
    },
    body,
  }
}
