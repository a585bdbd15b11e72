import { allowing, json } from '../../recorder/answers.ts'
import { app, type Scene } from '../../scene.ts'

/**
 * A picture that a tag fetched without Origin lies in the cache when the page's code asks for it. Over plain http:
 * Chromium keeps nothing in its cache that came with a certificate it does not trust.
 */
export const cachedWithoutVary: Scene = {
  name: 'cors-cached-without-vary',
  code: 'cors/cached-without-vary',
  records: ['har', 'shared'],
  start: 'http://app.contoso.example/',
  sites: (variant) => ({
    hosts: {
      'cdn.contoso.example': ({ headers }) => ({
        headers: {
          'Content-Type': 'image/svg+xml',
          'Cache-Control': 'max-age=600',
          ...(headers.origin !== undefined && {
            'Access-Control-Allow-Origin': 'http://app.contoso.example',
          }),
          ...(variant === 'mended' && { Vary: 'Origin' }),
        },
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
      }),
    },
  }),
  script: async () => {
    const picture = new Image()
    const loaded = new Promise((resolve) => picture.addEventListener('load', resolve))
    picture.src = 'http://cdn.contoso.example/logo.svg'
    await loaded
    await fetch('http://cdn.contoso.example/logo.svg')
  },
}

/** The page may read the refusal, but not the header that says what it has to ask for. */
export const headerNotExposed: Scene = {
  name: 'cors-header-not-exposed',
  code: 'cors/header-not-exposed',
  severity: 'warning',
  sites: (variant) => ({
    hosts: {
      'api.contoso.example': () => {
        const claims = Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}').toString(
          'base64',
        )
        return json(
          {},
          {
            ...allowing(app),
            'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${claims}"`,
            ...(variant === 'mended' && { 'Access-Control-Expose-Headers': 'WWW-Authenticate' }),
          },
          401,
        )
      },
    },
  }),
  script: async () => {
    await fetch('https://api.contoso.example/payments')
  },
}

/** A page in a sandbox has no origin that a server could allow. */
export const opaqueOrigin: Scene = {
  name: 'cors-opaque-origin',
  code: 'cors/opaque-origin',
  records: ['har', 'shared', 'console'],
  sites: (variant) => ({
    hosts: {
      'app.contoso.example': ({ url }) => {
        if (url.pathname !== '/') return { status: 404 }
        return {
          status: 404,
          headers: variant === 'broken' ? { 'Content-Security-Policy': 'sandbox allow-scripts' } : {},
        }
      },
      'api.contoso.example': () => json([], allowing(app)),
    },
  }),
  script: async () => {
    await fetch('https://api.contoso.example/contacts')
  },
}

/** What `no-cors` gets cannot be read. */
export const opaqueAnswer: Scene = {
  name: 'cors-opaque-answer',
  code: 'cors/opaque-answer',
  severity: 'warning',
  sites: () => ({ hosts: { 'api.contoso.example': () => json([], allowing(app)) } }),
  script: async (variant) => {
    const mode = variant === 'broken' ? 'no-cors' : 'cors'
    const answer = await fetch('https://api.contoso.example/contacts', { mode })
    await answer.json()
  },
}

/** A page that forbids itself to call another origin. */
export const forbiddenByMode: Scene = {
  name: 'cors-forbidden-by-mode',
  code: 'cors/forbidden-by-mode',
  records: ['console'],
  sites: () => ({ hosts: { 'api.contoso.example': () => json([], allowing(app)) } }),
  script: async (variant) => {
    await fetch('https://api.contoso.example/contacts', {
      mode: variant === 'broken' ? 'same-origin' : 'cors',
    })
  },
}
