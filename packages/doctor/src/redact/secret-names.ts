/**
 * How the value behind a name is treated. `always`: it is a secret whatever it looks like. `header`: the same, and
 * without quotes it ends with its line. `authorization`, `cookie`, `set-cookie`: headers whose scheme, names and
 * attributes may be shown. `in-address`: a secret in a query or a form, while elsewhere the same word means other
 * things (`key: 404`), so that there it has to look like one. `code`: the same, and elsewhere the words of an error's
 * code are none either. `long`: harmless when it is short.
 */
export type Secrecy =
  | 'always'
  | 'header'
  | 'authorization'
  | 'cookie'
  | 'set-cookie'
  | 'in-address'
  | 'code'
  | 'long'

const exact: ReadonlyMap<string, Secrecy> = new Map(
  Object.entries<Secrecy>({
    authorization: 'authorization',
    proxyauthorization: 'authorization',
    cookie: 'cookie',
    setcookie: 'set-cookie',
    setcookie2: 'set-cookie',
    cookies: 'cookie',
    documentcookie: 'set-cookie',
    code: 'code',
    authorizationcode: 'in-address',
    authcode: 'in-address',
    spacode: 'in-address',
    key: 'in-address',
    sig: 'in-address',
    signature: 'in-address',
    sas: 'in-address',
    hmac: 'in-address',
    auth: 'in-address',
    xauth: 'in-address',
    authentication: 'in-address',
    bearer: 'in-address',
    csrf: 'in-address',
    xsrf: 'in-address',
    xcsrf: 'in-address',
    pass: 'in-address',
    oauthverifier: 'in-address',
    session: 'long',
    refresh: 'long',
    state: 'long',
    nonce: 'long',
    sid: 'long',
    relaystate: 'long',
    sessionstate: 'long',
    wctx: 'long',
    wresult: 'always',
    samlresponse: 'always',
    samlart: 'always',
    codeverifier: 'always',
    devicecode: 'always',
    usercode: 'always',
    idtokenhint: 'always',
    xamzcredential: 'always',
    xmsclientprincipal: 'header',
    xarrclientcert: 'header',
    xzumoauth: 'header',
    xrequestdigest: 'header',
    sslclientcert: 'header',
    xclientcert: 'header',
    xforwardedclientcert: 'header',
  }),
)

/** Ends of names, without dashes, dots and underscores: `X-Api-Key`, `api_key` and `apiKey` are one. */
const ends: readonly (readonly [end: string, secrecy: Secrecy])[] = [
  ['apikey', 'header'],
  ['subscriptionkey', 'header'],
  ['functionskey', 'header'],
  ['csrftoken', 'header'],
  ['xsrftoken', 'header'],
  ['authtoken', 'header'],
  ['accesstoken', 'header'],
  ['idtoken', 'header'],
  ['refreshtoken', 'header'],
  ['securitytoken', 'header'],
  ['sessiontoken', 'header'],
  ['verificationtoken', 'header'],
  ['bearertoken', 'header'],
  ['clientassertion', 'always'],
  ['secret', 'always'],
  ['password', 'always'],
  ['passwd', 'always'],
  ['passphrase', 'always'],
  ['pwd', 'always'],
  ['accountkey', 'always'],
  ['accesskey', 'always'],
  ['privatekey', 'always'],
  ['amzsignature', 'always'],
  ['googsignature', 'always'],
  ['sessionid', 'always'],
  ['sessid', 'always'],
  ['connectsid', 'always'],
  ['secretkey', 'always'],
  ['secrettext', 'always'],
  ['secretvalue', 'always'],
  ['signingkey', 'always'],
  ['encryptionkey', 'always'],
  ['storagekey', 'always'],
  ['primarykey', 'in-address'],
  ['connectionstring', 'always'],
  ['passcode', 'always'],
  ['otp', 'always'],
  ['mfacode', 'always'],
  ['verificationcode', 'always'],
  ['authorization', 'authorization'],
  ['token', 'in-address'],
  ['ticket', 'in-address'],
  ['assertion', 'in-address'],
  ['jwt', 'in-address'],
]

/** Names of cookies that hold a session, wherever they stand. */
const sessionCookie =
  /^(?:__(?:Host|Secure)-|\.AspNet|ESTSAUTH|FedAuth$|rtFa$|idsrv|_?oauth2_proxy|mod_auth_openidc|AzureAppProxy|AppServiceAuthSession)/i

/** The ends by their last three letters, so that a name is compared with few. */
const endsByTail = new Map<string, readonly (readonly [end: string, secrecy: Secrecy])[]>()
for (const pair of ends) {
  const tail = pair[0].slice(-3)
  endsByTail.set(tail, [...(endsByTail.get(tail) ?? []), pair])
}

/** Tells whether what stands behind such a name has to look like a secret to be one. */
export function isWeak(secrecy: Secrecy): boolean {
  return secrecy === 'in-address' || secrecy === 'code' || secrecy === 'long'
}

/** Tells whether a name announces a secret, in any letter case and any of the usual spellings. */
export function secrecyOf(name: string): Secrecy | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return (
    exact.get(plain) ??
    (sessionCookie.test(name) ? 'always' : undefined) ??
    endOf(plain) ??
    (plain.endsWith('s') ? endOf(plain.slice(0, -1)) : undefined)
  )
}

function endOf(plain: string): Secrecy | undefined {
  return endsByTail.get(plain.slice(-3))?.find(([end]) => plain.endsWith(end))?.[1]
}
