import { allowing, html, json } from '../../recorder/answers.ts'
import { app, type Scene } from '../../scene.ts'

const words = (more: string): Pick<Scene, 'name' | 'code'> => ({
  name: `browser-not-cors-${more}`,
  code: 'browser/not-cors',
})

/** A name that nobody knows. */
export const unknownName: Scene = {
  ...words('dns'),
  records: ['har', 'shared', 'console'],
  sites: () => ({ hosts: { 'api.contoso.example': () => json([], allowing(app)) } }),
  script: async (variant) => {
    await fetch(`https://${variant === 'broken' ? 'ap1' : 'api'}.contoso.example/contacts`)
  },
}

/** A policy of the page's own. */
export const contentSecurityPolicy: Scene = {
  ...words('csp'),
  records: ['console'],
  sites: (variant) => ({
    hosts: {
      'app.contoso.example': ({ url }) => {
        const hosts = variant === 'broken' ? "'self'" : "'self' https://api.contoso.example"
        const policy = { 'Content-Security-Policy': `default-src 'self'; connect-src ${hosts}` }
        return url.pathname === '/' ? { status: 404, headers: policy } : { status: 404 }
      },
      'api.contoso.example': () => json([], allowing(app)),
    },
  }),
  script: async () => {
    await fetch('https://api.contoso.example/contacts')
  },
}

/** An https page that calls plain http. */
export const mixedContent: Scene = {
  ...words('mixed-content'),
  records: ['har', 'console'],
  sites: () => ({ hosts: { 'api.contoso.example': () => json([], allowing(app)) } }),
  script: async (variant) => {
    await fetch(`${variant === 'broken' ? 'http' : 'https'}://api.contoso.example/contacts`)
  },
}

/** A certificate that the browser does not trust; the page itself comes over plain http. */
export const certificate: Scene = {
  ...words('certificate'),
  records: ['har', 'shared', 'console'],
  start: 'http://app.contoso.example/',
  flags: [],
  sites: () => ({
    hosts: {
      'app.contoso.example': () => html('', {}, 404),
      'api.contoso.example': () => json([], allowing('http://app.contoso.example')),
    },
  }),
  script: async (variant) => {
    await fetch(`${variant === 'broken' ? 'https' : 'http'}://api.contoso.example/contacts`)
  },
}
