import type { Fix } from '@clearway/rules/problems'
import { issueVersion } from './issue-version.ts'

/** Values stand in code to copy: nothing but what an audience looks like may. */
const audienceShape = /^[A-Za-z0-9][A-Za-z0-9:/._~-]{0,199}$/
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Fixes with the audiences of the case at hand: to ask for a token of this API, and, where both values are
 * two names of one API, to have tokens with the expected one issued, or to accept both. Another API's audience
 * is never proposed to be accepted.
 *
 * @param received - The token's `aud`; undefined where the token is of the wrong kind.
 * @param expected - What the API accepts, as far as it is known.
 */
export function fixesForAudience(received: string | undefined, expected: readonly string[]): readonly Fix[] {
  const known = expected.filter((each) => audienceShape.test(each)).slice(0, 10)
  const [first] = known
  if (first === undefined) return []
  const twin = received === undefined ? undefined : known.find((each) => areOneApi(received, each))
  if (received !== undefined && twin !== undefined)
    return [...(guid.test(twin) ? issueVersion(2) : []), acceptBoth(received, twin)]
  return [askFor(scopeOf(first))]
}

/** A v1 token names an API by its App ID URI, a v2 token by its client id. */
function areOneApi(one: string, other: string): boolean {
  const [a, b] = [withoutScheme(one), withoutScheme(other)]
  return one !== other && guid.test(a) && a.toLowerCase() === b.toLowerCase()
}

function withoutScheme(audience: string): string {
  return audience.startsWith('api://') ? audience.slice('api://'.length) : audience
}

/** Entra knows an API by its client id too; `api://` before that need not be its App ID URI. */
function scopeOf(audience: string): string {
  return `${audience.endsWith('/') ? audience.slice(0, -1) : audience}/.default`
}

function acceptBoth(received: string, expected: string): Fix {
  const id = withoutScheme(expected)
  return {
    title: 'Accept both names of this API in ASP.NET Core',
    steps: `\`${received}\` and \`${expected}\` are the same API: version 1 tokens have the App ID URI, version 2 tokens the client id.`,
    language: 'csharp',
    text: [
      'builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>',
      '    options.TokenValidationParameters.ValidAudiences =',
      '    [',
      `        "${id}",`,
      `        "api://${id}",`,
      '    ]);',
    ].join('\n'),
  }
}

function askFor(scope: string): Fix {
  return {
    title: 'Ask for a token of this API in the page',
    steps:
      'One token is for one API. `.default` asks for what is configured; a single scope of the API works as well. Send `accessToken`, not `idToken`.',
    language: 'js',
    text: [
      `const { accessToken } = await msal.acquireTokenSilent({ scopes: ['${scope}'], account })`,
      'await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })',
    ].join('\n'),
  }
}
