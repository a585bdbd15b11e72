/** A word that exhibits use and newcomers may not know. */
export interface GlossaryEntry {
  readonly word: string
  /** In which other forms it stands in sentences; a plural with `s` needs no form of its own. */
  readonly forms?: readonly string[]
  /** One or two sentences. */
  readonly says: string
  /** Where it is defined. */
  readonly link?: { readonly title: string; readonly href: string }
}

const rfc = (number: number): { readonly title: string; readonly href: string } => ({
  title: `RFC ${number}`,
  href: `https://www.rfc-editor.org/rfc/rfc${number}.html`,
})

const fetchStandard = (section: string): { readonly title: string; readonly href: string } => ({
  title: 'The Fetch standard',
  href: `https://fetch.spec.whatwg.org/#${section}`,
})

/** The words, in alphabetical order. The gallery explains each where an exhibit uses it first. */
export const glossary: readonly GlossaryEntry[] = [
  {
    word: 'access token',
    says: 'What a client shows to an API to be let in. It is made for that API, and lives for about an hour.',
    link: rfc(6749),
  },
  {
    word: 'ADAL.js',
    says: 'Microsoft’s older library for signing in from pages. MSAL.js has taken its place.',
  },
  {
    word: 'affinity',
    says: 'A load balancer’s habit of sending all requests of one visitor to the same server.',
  },
  {
    word: 'application proxy',
    says: 'A server on the internet through which people reach an application inside the company’s network.',
  },
  {
    word: 'audience',
    says: 'The API that a token is made for, in its claim `aud`. Every other API has to refuse it.',
    link: rfc(7519),
  },
  {
    word: 'authority',
    says: 'The address of the provider and tenant that a library signs people in at.',
  },
  {
    word: 'authorize endpoint',
    says: 'The address of the provider that shows the sign-in page. People go there; background calls cannot.',
    link: rfc(6749),
  },
  {
    word: 'B2C',
    says: 'Microsoft’s sign-in service for customers instead of employees. Each user flow has an address of its own.',
  },
  {
    word: 'background call',
    forms: ['call in the background'],
    says: 'A request that a page’s code makes with `fetch` or XMLHttpRequest, while the page stays where it is.',
  },
  {
    word: 'Bearer',
    says: 'The way of sending a token in the header Authorization. Whoever bears the token is let in.',
    link: rfc(6750),
  },
  {
    word: 'challenge',
    forms: ['challenges'],
    says: 'How a server asks for a sign-in: with a 401 that says what it wants, or with a redirect to the sign-in page.',
  },
  {
    word: 'claim',
    says: 'One statement in a token, with a name and a value: who signed in, for which API, until when.',
    link: rfc(7519),
  },
  {
    word: 'client credentials',
    says: 'A sign-in of a server as itself, with a secret and without a person.',
    link: rfc(6749),
  },
  {
    word: 'client secret',
    forms: ['secret'],
    says: 'An application’s own password at the provider. A page cannot have one, as everybody can read a page.',
    link: rfc(6749),
  },
  {
    word: 'complex application',
    says: 'Several addresses that an application proxy publishes as one application, so that one sign-in covers them.',
  },
  {
    word: 'CORS',
    says: 'Cross-origin resource sharing: headers with which a server lets pages of other origins read its answers.',
    link: fetchStandard('http-cors-protocol'),
  },
  {
    word: 'forwarded headers',
    forms: ['X-Forwarded-Proto', 'X-Forwarded-Host'],
    says: 'Headers in which a proxy tells the server behind it which scheme and host the browser used.',
  },
  {
    word: 'hidden frame',
    says: 'A second page inside the page that nobody sees. A library signs in there without leaving the page.',
  },
  {
    word: 'implicit flow',
    says: 'An older way of signing in that puts tokens into the address of the page. The code with PKCE has taken its place.',
    link: rfc(9700),
  },
  {
    word: 'issuer',
    says: 'Who made a token, in its claim `iss`. An API takes tokens of the issuers that it trusts, and no others.',
    link: rfc(7519),
  },
  {
    word: 'load balancer',
    says: 'A server that shares the requests out among several copies of an application.',
  },
  {
    word: 'manifest',
    says: 'A registration at Entra, written as JSON.',
  },
  {
    word: 'metadata',
    says: 'The document in which a provider names its endpoints and keys. Libraries read it first.',
    link: rfc(8414),
  },
  {
    word: 'MSAL',
    says: 'Microsoft’s library for signing in at Entra and B2C. MSAL.js is the one for pages.',
  },
  {
    word: 'navigation',
    says: 'A request that opens a page, as a click on a link does. It may go to any address, and CORS has no part in it.',
  },
  {
    word: 'on-behalf-of',
    forms: ['on behalf of'],
    says: 'A server exchanges the token of a person for another one, to call a second API in that person’s name.',
  },
  {
    word: 'origin',
    forms: ['cross-origin', 'same-origin'],
    says: 'Scheme, host and port of an address, together. Browsers keep the answers of one origin from the pages of another.',
    link: rfc(6454),
  },
  {
    word: 'PKCE',
    forms: ['proof key', 'Proof Key for Code Exchange'],
    says:
      'Proof key for code exchange: a page that asks for a code keeps a secret of its own, and has to show it when it ' +
      'redeems the code. A stolen code alone is worth nothing.',
    link: rfc(7636),
  },
  {
    word: 'pre-authentication',
    says: 'An application proxy asks for the sign-in by itself, before anything reaches the application.',
  },
  {
    word: 'preflight',
    says:
      'A question that the browser sends ahead of a call, with the method OPTIONS: may this page call you in this way? ' +
      'It carries no cookie and no token.',
    link: fetchStandard('cors-preflight-fetch'),
  },
  {
    word: 'protocol mode',
    says: 'A setting of MSAL: whether the authority is one of Microsoft’s, or any provider of OpenID Connect.',
  },
  {
    word: 'redeem',
    forms: ['redeems', 'redeemed'],
    says: 'To exchange the code, which the browser brought back from the sign-in, for tokens.',
    link: rfc(6749),
  },
  {
    word: 'redirect URI',
    says: 'The address that the provider sends people back to after the sign-in. It has to be registered.',
    link: rfc(6749),
  },
  {
    word: 'registration',
    says: 'What a provider knows of an application: its id, its redirect URIs, what it may ask for.',
  },
  {
    word: 'session',
    says: 'What a server remembers of somebody who has signed in. The browser shows a cookie to be recognised.',
  },
  {
    word: 'silent renewal',
    forms: ['silently', 'silent'],
    says: 'A new token without a question: the provider still knows who the person is, and answers at once.',
  },
  {
    word: 'single-page app',
    forms: ['single-page'],
    says: 'An application whose code runs in the page itself, and calls APIs. It can keep no secret.',
  },
  {
    word: 'site',
    forms: ['cross-site', 'same-site'],
    says:
      'All hosts below one registered domain: `a.contoso.com` and `b.contoso.com` are two origins of one site. ' +
      'The rules for third-party cookies go by site, and CORS goes by origin.',
    link: {
      title: 'The HTML standard',
      href: 'https://html.spec.whatwg.org/multipage/browsers.html#same-site',
    },
  },
  {
    word: 'tenant',
    says: 'One organisation’s own part of Entra, with its people and its applications.',
  },
  {
    word: 'token endpoint',
    says: 'The address of the provider that hands out tokens, for a code or for a secret.',
    link: rfc(6749),
  },
  {
    word: 'user flow',
    says: 'In B2C: one sequence of sign-in pages, such as sign up or reset a password.',
  },
]
