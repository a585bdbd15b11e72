import { generateKeyPair, SignJWT } from 'jose'

import { contoso } from './provider.ts'

/** What is particular about a token. Times are in seconds. */
export interface Particulars {
  /** How long ago it expired. Default: it will in 15 minutes. */
  readonly secondsPast?: number
  /** Default: it is an hour old. */
  readonly notBeforeIn?: number
  readonly claims?: Readonly<Record<string, unknown>>
}

const signingKey = generateKeyPair('RS256')

/** Makes an access token for the contacts API as Entra makes them, signed with a key of nobody's. */
export async function mintToken({
  secondsPast = -900,
  notBeforeIn = -3_600,
  claims,
}: Particulars): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const { privateKey } = await signingKey
  return new SignJWT({
    aud: contoso.api,
    iss: `https://login.microsoftonline.com/${contoso.tenant}/v2.0`,
    iat: now + notBeforeIn,
    nbf: now + notBeforeIn,
    exp: now - secondsPast,
    azp: contoso.gateway,
    oid: 'a0000000-0000-4000-8000-000000000001',
    scp: 'Contacts.Read',
    sub: 'kXv2mWtD3b0pLq8ZsYf1uRj6cHn4aGe9',
    tid: contoso.tenant,
    ver: '2.0',
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'c4pTur3' })
    .sign(privateKey)
}
