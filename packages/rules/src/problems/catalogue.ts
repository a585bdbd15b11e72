import { access } from './access.ts'
import { api } from './api.ts'
import { browser } from './browser.ts'
import { capture } from './capture.ts'
import { config } from './config.ts'
import { cors } from './cors.ts'
import { gateway } from './gateway.ts'
import { idp } from './idp.ts'
import type { ProblemArea, ProblemCode } from './problem-code.ts'
import type { ProblemInfo } from './problem-info.ts'
import { proxy } from './proxy.ts'
import { request } from './request.ts'
import { session } from './session.ts'
import { signIn } from './sign-in.ts'
import { token } from './token.ts'

/** What each area is about, in one sentence; in the order in which the documentation lists them. */
export const problemAreas: Readonly<Record<ProblemArea, string>> = {
  session: 'A person’s sign-in at one application in one browser, kept on the server.',
  'sign-in': 'The way to the provider and back.',
  access: 'Who may use an application.',
  token: 'Bearer tokens on requests to an API.',
  cors: 'Calls from a page of another origin.',
  api: 'How an API answers calls that it does not accept.',
  idp: 'What an identity provider, or the library that speaks to it, refuses.',
  proxy: 'The way from the external URL to the internal application.',
  request: 'Requests that are refused whatever they ask for.',
  browser: 'What a browser does to a call before CORS has a say.',
  gateway: 'The state of the gateway itself.',
  capture: 'What kept a recording from being read whole.',
  config: 'Mistakes in the configuration file, found before it is used.',
}

/** Every problem that Clearway can name, by its code. */
export const catalogue: Readonly<Record<ProblemCode, ProblemInfo>> = {
  ...session,
  ...signIn,
  ...access,
  ...token,
  ...cors,
  ...api,
  ...idp,
  ...proxy,
  ...request,
  ...browser,
  ...gateway,
  ...capture,
  ...config,
}

/** Looks a problem up in the catalogue. */
export function problemInfo(code: ProblemCode): ProblemInfo {
  return catalogue[code]
}

/** Tells whether a text is the code of a problem in the catalogue. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(catalogue, text)
}

/**
 * Tells where a problem's page lies, relative to the root of the project. Does not check that the code is in
 * the catalogue; a text from outside goes through {@link isProblemCode} first.
 *
 * @param code - For example `session/expired`, which gives `docs/problems/session/expired.md`.
 */
export function problemDocsPath(code: string): string {
  return `docs/problems/${code}.md`
}
