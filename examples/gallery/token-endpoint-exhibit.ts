import { json } from './answers.ts'
import { endpointOf } from './sign-in-url.ts'
import type { Addresses, Exhibit, Kit } from './exhibit.ts'

/** What a page sends to the token endpoint, and where. */
interface TokenRequest {
  readonly to: string
  readonly form: Readonly<Record<string, string>>
}

/** What is particular about a page that gets its tokens from the token endpoint. */
export interface TokenEndpointParts extends Pick<
  Exhibit,
  'title' | 'shows' | 'broken' | 'mended' | 'code' | 'inConsole' | 'change'
> {
  /** The platform that the broken variant's redirect URI is registered for. Default `spa`. */
  readonly platform?: 'web'
  /** Whether the broken variant asks for its code without a challenge. */
  readonly withoutChallenge?: boolean
  /** Further applications of the broken variant. */
  readonly others?: (addresses: Addresses) => readonly Record<string, unknown>[]
  /** What the broken variant asks the token endpoint. Default: what the mended one does. */
  readonly asks?: (kit: Kit, redemption: TokenRequest) => TokenRequest | Promise<TokenRequest>
}

/** The example of RFC 7636, appendix B. */
const challenge = {
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
}
const code_verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'

/** A page that signs somebody in by the code flow and gets tokens: rightly when mended, in its own way when broken. */
export const tokenEndpointExhibit = (parts: TokenEndpointParts): Exhibit => {
  const { asks, others, platform, withoutChallenge, ...rest } = parts
  return {
    ...rest,
    remedy: ['configuration', 'code'],
    needsWindow: true,
    applications: (addresses) => {
      const broken = addresses.variant === 'broken'
      const redirectUris = [`${addresses.origin('app')}/`]
      const page = { appId: addresses.clientId('page'), displayName: 'Contacts page' }
      return [
        { ...page, [broken ? (platform ?? 'spa') : 'spa']: { redirectUris } },
        ...(broken ? (others?.(addresses) ?? []) : []),
      ]
    },
    hosts: async (kit) => {
      const { authority, clientId, entra, origin, variant } = kit
      const redirect_uri = `${origin('app')}/`
      const query = {
        client_id: clientId('page'),
        redirect_uri,
        response_type: 'code',
        scope: 'openid profile',
        ...(variant === 'broken' && withoutChallenge ? {} : challenge),
      }
      const redemption = {
        to: endpointOf(kit, 'token'),
        form: {
          grant_type: 'authorization_code',
          client_id: clientId('page'),
          redirect_uri,
          ...(variant === 'broken' && withoutChallenge ? {} : { code_verifier }),
        },
      }
      const { to, form } = variant === 'broken' ? ((await asks?.(kit, redemption)) ?? redemption) : redemption
      return {
        given: {
          authorize: `${endpointOf(kit, 'authorize')}?${new URLSearchParams(query).toString()}`,
          to,
          form: new URLSearchParams(form).toString(),
        },
        sites: {
          app: async ({ body, headers, url }) => {
            if (url.pathname !== '/redeem') return { status: 404 }
            // The application's own server asks: it sends no Origin.
            const ours = { host: new URL(authority).host, 'content-type': headers['content-type'] }
            const answer = await entra({
              method: 'POST',
              url: new URL(endpointOf(kit, 'token')),
              headers: ours,
              body,
            })
            return json(JSON.parse(String(answer.body)), {}, Number(answer.status))
          },
        },
      }
    },
    script: async ({ authorize = '', form, to = '' }) => {
      const body = new URLSearchParams(form)
      // The other grants do not ask the person.
      if (body.get('grant_type') === 'authorization_code') {
        const back = new URLSearchParams(location.search)
        const code = back.get('code')
        // Whoever cancels is not asked again.
        if (back.has('error')) throw new Error(back.get('error_description') ?? '')
        if (code === null) {
          location.assign(authorize)
          return new Promise(() => undefined)
        }
        body.set('code', code)
      }
      const answer = await fetch(to, { method: 'POST', body })
      const { access_token: token, error_description: why } = (await answer.json()) as Record<string, string>
      return token ? 'The page has an access token.' : why?.slice(0, 120)
    },
  }
}
