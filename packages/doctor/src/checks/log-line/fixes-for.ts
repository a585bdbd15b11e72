import type { KnownError } from '@clearway/rules/entra'
import { problemInfo, type Fix } from '@clearway/rules/problems'
import { fixesForAudience } from '../token/fixes-for-audience.ts'
import { fixesForIssuer } from '../token/fixes-for-issuer.ts'

/** Values stand in text to copy: nothing but a plain web address, or a GUID, may. */
const plainAddress = /^https?:\/\/[A-Za-z0-9.-]{1,200}(?::\d{1,5})?(?:\/[A-Za-z0-9/._~-]{0,200})?$/
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Fixes with the values that an error's text names; none where it names none that could be copied. */
export function fixesFor({ code, problem, values }: KnownError): readonly Fix[] {
  switch (problem) {
    case 'token/audience':
      return fixesForAudience(
        values['audience'] ?? '',
        listed(values['expectedAudience'], values['expectedAudiences']),
      )
    case 'token/issuer':
      return fixesForIssuer(
        values['issuer'] ?? '',
        listed(values['expectedIssuer'], values['expectedIssuers']),
      )
    case 'idp/redirect-uri-not-spa':
      return registerForPage(values['redirectUri'], values['origin'])
    case 'idp/redirect-uri-mismatch':
      return registerRedirectUri(values['redirectUri'], values['application'])
    case 'idp/consent-missing':
      return consentFor(values['application'])
    case 'idp/answer-lost':
      return code === 'interaction_in_progress' ? oneInteraction : []
    default:
      return []
  }
}

/** Where another sign-in is under way, the page at the redirect URI is not at fault. */
const oneInteraction = problemInfo('idp/answer-lost').fixes.filter(({ title }) =>
  title.includes('one interaction at a time'),
)

function listed(...values: readonly (string | undefined)[]): readonly string[] {
  return values.flatMap((value) => value?.split(/,\s*/, 20) ?? []).filter((value) => value !== '')
}

function registerForPage(redirectUri: string | undefined, origin: string | undefined): readonly Fix[] {
  const exact = redirectUri !== undefined && plainAddress.test(redirectUri) ? redirectUri : undefined
  const guessed = origin !== undefined && plainAddress.test(origin) ? `${new URL(origin).origin}/` : undefined
  const uri = exact ?? guessed
  if (uri === undefined) return []
  return [
    {
      title: `Register ${uri} for the platform "Single-page application"`,
      steps:
        'In the manifest of the app registration, and take the same URI out of the list under `web`. ' +
        (exact === undefined
          ? 'The log names the page’s origin only: put the path of the redirect URI behind it, letter by letter as the page sends it.'
          : ''),
      language: 'json',
      text: manifest('spa', uri),
    },
  ]
}

function registerRedirectUri(
  redirectUri: string | undefined,
  application: string | undefined,
): readonly Fix[] {
  if (redirectUri === undefined || !plainAddress.test(redirectUri)) return []
  const owner =
    application !== undefined && guid.test(application) ? ` of the application ${application}` : ''
  return [
    {
      title: `Register ${redirectUri}`,
      steps:
        `If the address is your own application's. In the app registration${owner}, letter by letter as it stands here: scheme, port, case and a slash at the end count. ` +
        'Under `spa` if code in a page redeems the code (MSAL.js), under `web` if a server does. ' +
        'If scheme or host are not those that people see, the server behind a proxy builds the address from the wrong headers (`proxy/forwarded-headers`).',
      language: 'json',
      text: manifest('spa', redirectUri),
    },
  ]
}

function manifest(platform: 'spa' | 'web', uri: string): string {
  return JSON.stringify({ [platform]: { redirectUris: [uri] } }, null, 2)
}

function consentFor(application: string | undefined): readonly Fix[] {
  if (application === undefined || !guid.test(application)) return []
  return [
    {
      title: 'Grant consent for everybody in the tenant, for this application',
      steps: 'As an administrator of the tenant.',
      language: 'sh',
      text: `az ad app permission admin-consent --id ${application}`,
    },
  ]
}
