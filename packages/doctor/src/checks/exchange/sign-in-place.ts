import { providerOf } from '@clearway/rules/entra'
import { redirectTarget } from '../../exchanges/link-entries.ts'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'

/** Last path segments under which applications keep their own sign-in page, or send people to the provider's. */
const ownSegments: ReadonlySet<string> = new Set([
  'login',
  'log-in',
  'login.aspx',
  'logon',
  'logon.aspx',
  'logon.jsp',
  'login.jsp',
  'login.php',
  'login.html',
  'signin',
  'sign-in',
  'sign_in',
  'sso',
])
const gatewayPaths =
  /^\/(?:\.auth\/login\/|oauth2\/(?:start|sign_in)\b|cdn-cgi\/access\/login\b|\.clearway\/sign-in\b)/

/** A page where people sign in. */
export interface SignInPlace {
  /** Whose page it is, in words: `Microsoft Entra ID`, `the application`. */
  readonly owner: string
  readonly ofProvider: boolean
}

/** Tells whether a URL is a sign-in page: a provider's, or by its path one of an application or a gateway. */
export function signInPlace(url: string): SignInPlace | undefined {
  const known = providerOf(url)
  // Providers lead through pages of many names; what is no endpoint for programs is one of these.
  if (known?.place === 'sign-in' || known?.place === 'other')
    return { owner: known.provider.name, ofProvider: true }
  if (known || !URL.canParse(url)) return undefined
  const { pathname } = new URL(url)
  const lastSegment = pathname.toLowerCase().replace(/\/$/, '').split('/').at(-1) ?? ''
  if (!ownSegments.has(lastSegment) && !gatewayPaths.test(pathname)) return undefined
  return { owner: 'the application', ofProvider: false }
}

/** An answer that sends a call to a sign-in page. */
export interface SignInRedirect {
  readonly entry: Entry
  /** Counted from 0. */
  readonly hop: number
  /** Where it leads. */
  readonly target: string
  readonly place: SignInPlace
}

/**
 * Finds the answer that sent a call to a sign-in page; of several the one that leads to a provider's.
 *
 * Not found when the page itself called a sign-in page.
 */
export function findSignInRedirect({ hops }: RecordedExchange): SignInRedirect | undefined {
  const first = hops[0]?.call
  if (!first || signInPlace(first.request.url) !== undefined) return undefined
  let found: SignInRedirect | undefined
  for (const [hop, { call }] of hops.entries()) {
    const target = call && redirectTarget(call)
    const place = target === undefined ? undefined : signInPlace(target)
    if (!call || target === undefined || !place) continue
    if (place.ofProvider) return { entry: call, hop, target, place }
    found ??= { entry: call, hop, target, place }
  }
  return found
}
