import { allowing, json } from '../../recorder/answers.ts'
import type { SiteAnswer } from '@clearway/gallery'
import { app, type Scene } from '../../scene.ts'

type Headers = NonNullable<SiteAnswer['headers']>
type Words = Pick<Scene, 'name' | 'code' | 'records'>

/** An API whose answer has these headers in the broken variant, and the right ones in the mended. */
const answering = (words: Words, broken: Headers, script: NonNullable<Scene['script']>): Scene => ({
  ...words,
  sites: (variant) => ({
    hosts: {
      'api.contoso.example': () =>
        json([{ name: 'Ada' }], { ...(variant === 'broken' ? broken : allowing(app)), ...cookie }),
    },
  }),
  script,
})

const cookie = { 'Set-Cookie': 'sid=8f1c; Path=/; HttpOnly; Secure; SameSite=None' }

const plainCall = async (): Promise<void> => {
  await fetch('https://api.contoso.example/contacts')
}
/** The first answer sets a cookie, kept though the page does not get the answer; the second call carries it. */
const callWithCookies = async (): Promise<void> => {
  const call = (): Promise<unknown> =>
    fetch('https://api.contoso.example/contacts', { credentials: 'include' })
  await call().catch(() => {})
  await call()
}

export const missingAllowOrigin = answering(
  {
    name: 'cors-missing-allow-origin',
    code: 'cors/missing-allow-origin',
    records: ['har', 'shared', 'console', 'netlog', 'firefox'],
  },
  {},
  plainCall,
)

export const originNotAllowed = answering(
  {
    name: 'cors-origin-not-allowed',
    code: 'cors/origin-not-allowed',
    records: ['har', 'shared', 'console', 'firefox'],
  },
  { 'Access-Control-Allow-Origin': 'https://app.contoso.example/', Vary: 'Origin' },
  plainCall,
)

/** The application and the proxy before it both add the header. */
export const multipleAllowOrigin = answering(
  {
    name: 'cors-multiple-allow-origin',
    code: 'cors/multiple-allow-origin',
    records: ['har', 'shared', 'console', 'firefox'],
  },
  { 'Access-Control-Allow-Origin': [app, '*'], Vary: 'Origin' },
  plainCall,
)

export const invalidAllowOrigin = answering(
  {
    name: 'cors-invalid-allow-origin',
    code: 'cors/invalid-allow-origin',
    records: ['har', 'shared', 'console', 'firefox'],
  },
  { 'Access-Control-Allow-Origin': 'app.contoso.example' },
  plainCall,
)

export const wildcardWithCredentials = answering(
  {
    name: 'cors-wildcard-with-credentials',
    code: 'cors/wildcard-with-credentials',
    records: ['har', 'shared', 'console', 'firefox'],
  },
  { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Credentials': 'true' },
  callWithCookies,
)

export const credentialsNotAllowed = answering(
  {
    name: 'cors-credentials-not-allowed',
    code: 'cors/credentials-not-allowed',
    records: ['har', 'shared', 'console', 'firefox'],
  },
  { 'Access-Control-Allow-Origin': app, 'Access-Control-Allow-Credentials': 'True', Vary: 'Origin' },
  callWithCookies,
)
