/** One of the documents that the project started from, under a name that says what it is about. */
export interface SourceDocument {
  /** The first part of its statements' ids; empty for what none of them tells of. */
  readonly id: string
  readonly title: string
  readonly about: string
}

/** All of them, in their order. */
export const sourceDocuments: readonly SourceDocument[] = [
  {
    id: '000',
    title: 'Sign-in meets CORS',
    about: 'A session ends, a token is refused, a provider is asked in the wrong way: the browser says CORS.',
  },
  {
    id: '001',
    title: 'Apps published apart',
    about: 'Page and API share an origin inside, and behind an application proxy no longer. Six ways out.',
  },
  {
    id: '002',
    title: 'Pages left open',
    about: 'Tokens and sessions end while somebody is at work, and the next call is the one to fail.',
  },
  {
    id: '003',
    title: 'Single-page apps with tokens of their own',
    about:
      'ADAL.js and the implicit flow, a Web API that has CORS, and an older service beside it that has not.',
  },
  {
    id: '004',
    title: 'Works here, fails deployed',
    about:
      'Audience, issuer, lifetime, claims, forwarded headers: what differs between a laptop and the cloud.',
  },
]

/** A statement of these documents: a failure or a remedy, in our own words. */
export interface Statement {
  /** Document and place: `000/cause`. */
  readonly id: string
  readonly says: string
}

/** All of them, in the order of the documents. Each has an exhibit that shows it. */
export const statements: readonly Statement[] = [
  {
    id: '000/cause',
    says: 'A call whose token or cookie is no longer good is redirected to a sign-in page that has no CORS.',
  },
  {
    id: '000/example-1',
    says: 'A call is redirected to the authorize endpoint, and the console names that address.',
  },
  { id: '000/example-2', says: 'The metadata of a B2C user flow cannot be read from a page.' },
  { id: '000/example-3', says: 'The answer to a preflight has no Access-Control-Allow-Origin.' },
  {
    id: '000/general',
    says: 'The page itself gets an access token and sends it in the Authorization header.',
  },
  {
    id: '000/scenario-1',
    says: 'A web app calls its own API with its session cookie: answer 401, sign in again.',
  },
  {
    id: '000/scenario-1-lifetime',
    says: 'A session need not end when the token does.',
  },
  { id: '000/scenario-2-token', says: 'An API called with an invalid token: get a fresh one for each call.' },
  {
    id: '000/scenario-2-challenge',
    says: 'An API that challenges with OpenID Connect redirects; Bearer answers 401.',
  },
  {
    id: '000/scenario-3',
    says: 'MSAL with B2C or another provider: authority, known authorities, protocol mode.',
  },
  { id: '000/scenario-4', says: 'Behind a load balancer without affinity a session is lost.' },
  {
    id: '000/scenario-5',
    says: 'The token endpoint lets a page in only with a single-page redirect URI and PKCE.',
  },
  { id: '000/scenario-5-flows', says: 'Password, client credentials and on-behalf-of are not for pages.' },
  {
    id: '000/scenario-6',
    says: 'An application proxy in front: publish page and API as one complex application.',
  },
  { id: '001/origins', says: 'Two addresses are of one origin if scheme, host and port are the same.' },
  { id: '001/apart', says: 'Page and API work inside, and fail when they are published as two apps.' },
  { id: '001/console', says: 'The console names the origin that the answer does not allow.' },
  { id: '001/option-1', says: 'An own domain brings both to one origin.' },
  { id: '001/option-2', says: 'Publishing the common parent directory brings both to one origin.' },
  { id: '001/option-3', says: 'A response header on the server of the API, without a change of code.' },
  { id: '001/option-4', says: 'The application itself sends Access-Control-Allow-Origin.' },
  { id: '001/option-5', says: 'A longer token lifetime keeps the call from being redirected to sign-in.' },
  { id: '001/option-6', says: 'A complex application lets preflights through.' },
  { id: '002/page-left-open', says: 'A page that stays open past the token’s life fails at its next call.' },
  {
    id: '002/navigation',
    says: 'Going to another page renews the token silently; a call in the background does not.',
  },
  { id: '002/second-api', says: 'The server gets a token for a second API silently, in the person’s name.' },
  { id: '002/renewal', says: 'Renewal in a hidden frame, a quarter of an hour ahead of expiry.' },
  {
    id: '003/cors-needed',
    says: 'A single-page app calls a Web API on another origin: only CORS makes that possible.',
  },
  { id: '003/older-service', says: 'The older services beside the Web API have no CORS.' },
  { id: '003/token-in-header', says: 'Every call carries the token in the Authorization header.' },
  {
    id: '003/registration',
    says: 'The page is configured with what the registration says: tenant, client, addresses.',
  },
  { id: '003/implicit-flow', says: 'ADAL.js needs the implicit flow, which the manifest has to allow.' },
  {
    id: '003/token-expires',
    says: 'A token that expires while the page is open: ask for one before each call.',
  },
  { id: '004/hidden-401', says: 'A server error where the token was the reason.' },
  { id: '004/missing', says: 'The call carries no token.' },
  { id: '004/audience', says: 'The token is for another audience.' },
  {
    id: '004/several-addresses',
    says: 'Behind a gateway the API accepts every audience that its tokens rightly carry.',
  },
  {
    id: '004/issuer',
    says: 'The token comes from another issuer than the API expects, or of another version.',
  },
  { id: '004/expired', says: 'The token has expired.' },
  { id: '004/claims', says: 'The token lacks a claim that the API needs.' },
  { id: '004/forwarded-headers', says: 'Behind a gateway scheme and host are lost.' },
  { id: '004/logging', says: 'Detailed logs of the validation tell the reason.' },
]
