import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTHeaderParameters } from 'jose'
import { closeAtOnce, listenOnLoopback } from '../../support/loopback-server.ts'

type Claims = Readonly<Record<string, unknown>>
type TokenAnswer = Readonly<Record<string, unknown>>

/** What a test makes the provider do differently. All may be changed while it runs. */
export interface Script {
  /** Claims besides or instead of the usual ones, in every id token. */
  claims?: Claims
  /** Changes the parameters with which people are sent back. */
  callback?: (parameters: URLSearchParams) => void
  /** The answer of the token endpoint instead of the usual one. It may answer by itself, or never: then `undefined`. */
  token?: (
    usual: TokenAnswer,
    form: URLSearchParams,
    response: ServerResponse,
  ) => TokenAnswer | undefined | Promise<TokenAnswer | undefined>
  /** The key set instead of the usual one. */
  keys?: readonly JWK[]
  /** Paths that are never answered. */
  hangs?: readonly string[]
}

/** An OpenID Connect provider that signs everybody in as one person at once, and misbehaves as it is told. */
export interface ScriptedProvider {
  readonly authority: string
  readonly script: Script
  readonly jwk: JWK
  /** Authorization requests, in order; grows. */
  readonly asked: readonly URLSearchParams[]
  /** Token requests, in order; grows. */
  readonly redeemed: readonly URLSearchParams[]
  /** How often the key set was read. */
  readonly keyReads: () => number
  /** Every code and token that was issued, and every secret value that was sent to it; grows. */
  readonly secrets: readonly string[]
  /** A token by the provider's key: the usual header and claims, with these over them. */
  readonly sign: (claims: Claims, header?: Partial<JWTHeaderParameters>) => Promise<string>
  close(): Promise<void>
}

const clientId = 'clearway'

/** One pair for all providers of a test file: making one takes longer than most tests. */
const keyPair = generateKeyPair('RS256', { extractable: true })

/** Starts the provider on a free port of 127.0.0.1. */
export const startProvider = async (now: () => number): Promise<ScriptedProvider> => {
  const pair = await keyPair
  const jwk: JWK = { ...(await exportJWK(pair.publicKey)), kid: 'first', use: 'sig', alg: 'RS256' }
  const script: Script = {}
  const asked: URLSearchParams[] = []
  const redeemed: URLSearchParams[] = []
  const secrets: string[] = []
  const nonces = new Map<string, string>()
  let keyReads = 0
  let issuer = ''

  const keep = (value: string): string => {
    secrets.push(value)
    return value
  }
  const random = (): string => keep(randomBytes(24).toString('base64url'))

  const sign = async (claims: Claims, header: Partial<JWTHeaderParameters> = {}): Promise<string> => {
    const seconds = Math.floor(now() / 1000)
    const usual = { iss: issuer, sub: 'ada', iat: seconds, nbf: seconds, exp: seconds + 300 }
    const token = new SignJWT({ ...usual, ...claims }).setProtectedHeader({
      alg: 'RS256',
      kid: 'first',
      ...header,
    })
    return keep(await token.sign(pair.privateKey))
  }

  const authorize = (query: URLSearchParams, response: ServerResponse): void => {
    asked.push(query)
    for (const name of ['state', 'nonce']) keep(query.get(name) ?? '')
    const code = random()
    nonces.set(code, query.get('nonce') ?? '')
    const back = new URLSearchParams({ code, state: query.get('state') ?? '' })
    script.callback?.(back)
    const location = `${query.get('redirect_uri')}?${back.toString()}`
    response.writeHead(302, { location }).end()
  }

  const usualAnswer = async (form: URLSearchParams): Promise<TokenAnswer> => {
    const nonce = nonces.get(form.get('code') ?? '')
    return {
      token_type: 'Bearer',
      expires_in: 300,
      access_token: random(),
      refresh_token: random(),
      id_token: await sign({
        aud: clientId,
        preferred_username: 'ada@contoso.example',
        ...(nonce !== undefined && { nonce }),
        ...script.claims,
      }),
    }
  }

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await text(request))
    redeemed.push(form)
    for (const name of ['code', 'code_verifier', 'client_secret', 'refresh_token'])
      if (form.has(name)) keep(form.get(name) ?? '')
    const usual = await usualAnswer(form)
    const answer = script.token ? await script.token(usual, form, response) : usual
    if (answer === undefined) return
    const status = 'error' in answer ? 400 : 200
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }

  const json = (response: ServerResponse, value: unknown): void =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))

  const server = createServer((request, response): void => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer)
    if (script.hangs?.includes(pathname)) return undefined
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return json(response, {
          issuer,
          authorization_endpoint: `${issuer}authorize`,
          token_endpoint: `${issuer}token`,
          jwks_uri: `${issuer}keys`,
          end_session_endpoint: `${issuer}end`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
        })
      case '/keys':
        keyReads += 1
        return json(response, { keys: script.keys ?? [jwk] })
      case '/authorize':
        return authorize(searchParams, response)
      case '/token':
        return void token(request, response)
      default:
        return void response.writeHead(404).end()
    }
  })
  issuer = `http://127.0.0.1:${await listenOnLoopback(server)}/`

  return {
    authority: issuer,
    script,
    jwk,
    asked,
    redeemed,
    keyReads: () => keyReads,
    secrets,
    sign,
    close: () => closeAtOnce(server),
  }
}

/** The S256 challenge of a verifier (RFC 7636, section 4.2). */
export const challengeOf = (verifier: string): string =>
  createHash('sha256').update(verifier).digest('base64url')
