import { allowing, json, preflight } from '../../recorder/answers.ts'
import type { SiteAnswer } from '@clearway/gallery'
import { app, type Scene } from '../../scene.ts'

type Words = Pick<Scene, 'name' | 'code' | 'records'>

/** An API that answers preflights so in the broken variant, and rightly in the mended. */
const preflighted = (words: Words, broken: SiteAnswer, script: NonNullable<Scene['script']>): Scene => ({
  ...words,
  sites: (variant) => ({
    hosts: {
      'api.contoso.example': ({ method, url }) => {
        if (method !== 'OPTIONS') return json({ ok: true }, allowing(app))
        return variant === 'broken' && !url.pathname.endsWith('/') ? broken : preflight(app)
      },
    },
  }),
  script,
})

const save = async (): Promise<void> => {
  await fetch('https://api.contoso.example/contacts/7', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: '{"name":"Ada"}',
  })
}

export const methodNotAllowed = preflighted(
  {
    name: 'cors-method-not-allowed',
    code: 'cors/method-not-allowed',
    records: ['har', 'shared', 'console', 'netlog', 'firefox'],
  },
  preflight(app, { 'Access-Control-Allow-Methods': 'GET, POST' }),
  save,
)

export const headerNotAllowed = preflighted(
  {
    name: 'cors-header-not-allowed',
    code: 'cors/header-not-allowed',
    records: ['har', 'shared', 'console', 'netlog', 'firefox'],
  },
  preflight(app, { 'Access-Control-Allow-Headers': 'authorization' }),
  save,
)

/** The server's framework knows no OPTIONS. */
export const preflightStatus = preflighted(
  {
    name: 'cors-preflight-status',
    code: 'cors/preflight-status',
    records: ['har', 'shared', 'console', 'netlog', 'firefox'],
  },
  { status: 405, headers: { ...allowing(app), Allow: 'GET, PUT' } },
  save,
)

/** The API asks for a token before it looks at what was asked. */
export const preflightUnauthorized = preflighted(
  { name: 'cors-preflight-status-401', code: 'cors/preflight-status', records: ['har', 'shared'] },
  { status: 401, headers: { ...allowing(app), 'WWW-Authenticate': 'Bearer' } },
  save,
)

/** The server adds a slash. */
export const preflightRedirected = preflighted(
  {
    name: 'cors-preflight-redirected',
    code: 'cors/preflight-redirected',
    records: ['har', 'shared', 'console', 'netlog', 'firefox'],
  },
  { status: 301, headers: { ...allowing(app), Location: 'https://api.contoso.example/contacts/7/' } },
  save,
)

export const invalidAllowList = preflighted(
  {
    name: 'cors-invalid-allow-list',
    code: 'cors/invalid-allow-list',
    records: ['har', 'shared', 'console', 'firefox'],
  },
  preflight(app, { 'Access-Control-Allow-Methods': 'GET; PUT' }),
  save,
)
