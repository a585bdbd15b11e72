import { addObjection } from '@clearway/yaml'
import { z } from 'zod'
import { checkPolicy } from './cors-options.ts'
import { checkTlsPair } from './tls-pair.ts'
import {
  addressRange,
  authorityCertificates,
  authorityUrl,
  bodySize,
  claimHeaderMap,
  duration,
  externalUrl,
  headerMap,
  headerName,
  headersSize,
  internalUrl,
  lifetime,
  listenUrl,
  preflightAge,
  storePath,
  timeout,
} from './values.ts'

const names = z.array(z.string().min(1)).min(1)

/** Mistakes beside which a policy is still checked: all mistakes at once. */
const leavesPolicyWhole = ({ code, path }: z.core.$ZodRawIssue): boolean =>
  code === 'unrecognized_keys' || path?.[0] === 'maxAge'

const corsPolicy = z
  .strictObject({
    origins: z
      .union([z.literal('*'), z.array(z.string())])
      .describe(
        'Origins whose pages may call: exact (https://app.example.com), one level of subdomains (https://*.example.com), or "*" for public data without credentials',
      )
      .meta({ examples: [['https://app.example.com']] }),
    methods: z
      .array(z.string())
      .optional()
      .describe('Methods that may be called. Default: GET, HEAD, POST, PUT, PATCH, DELETE')
      .meta({ examples: [['GET', 'POST']] }),
    headers: z
      .union([z.literal('any'), z.array(z.string())])
      .optional()
      .describe('Request headers that pages may set, or any. Default: any'),
    expose: z
      .array(z.string())
      .optional()
      .describe('Response headers that pages may read besides the safelisted ones'),
    credentials: z
      .boolean()
      .optional()
      .describe('Whether calls may carry the session cookie. Default: false'),
    maxAge: preflightAge.optional().describe('How long a browser may remember a preflight. Default: 10m'),
  })
  .superRefine(
    (policy, context) => {
      for (const { path, ...objection } of checkPolicy(policy)) addObjection(context, objection, [...path])
    },
    { when: ({ issues }) => issues.every(leavesPolicyWhole) },
  )

const cors = z
  .union([z.enum(['within', 'internal', 'none']), corsPolicy])
  .describe(
    'Who may call across origins. within: the application’s own pages (default); internal: the internal app answers preflights and sets CORS headers itself; none: nobody; or a policy',
  )
  .meta({ examples: ['within', { origins: ['https://app.example.com'] }] })

const headerRules = z.strictObject({
  set: headerMap.optional().describe('Replaces the header, or adds it'),
  add: headerMap.optional().describe('Adds a line of the header beside those that are there'),
  remove: z.array(headerName).optional().describe('Removes every line of the header'),
})

const bearer = z.strictObject({
  audiences: names
    .describe('Accepted `aud` values: the API’s client id (v2 tokens) or App ID URI (v1 tokens)')
    .meta({ examples: [['api://contacts']] }),
  scopes: names
    .optional()
    .describe('At least one must be in `scp` (calls in a person’s name)')
    .meta({ examples: [['Contacts.Read']] }),
  roles: names
    .optional()
    .describe(
      'At least one must be in `roles` (calls of an app in its own name satisfy this instead of scopes)',
    )
    .meta({ examples: [['Contacts.Read.All']] }),
  issuers: names
    .optional()
    .describe(
      'Accepted `iss` values, where not the issuer of identity.authority; `{tenantid}` stands for a tenant of `tenants`',
    ),
  tenants: names.optional().describe('Tenant ids that `{tenantid}` may stand for. Default: identity.tenants'),
})

const timeouts = z
  .strictObject({
    connect: timeout.optional().describe('To reach the internal app. Default: 5s'),
    answer: timeout.optional().describe('From the request sent until the head of the answer. Default: 60s'),
    idle: timeout.optional().describe('Between two pieces of a body. Default: 60s'),
  })
  .meta({ examples: [{ connect: '5s', answer: '60s', idle: '60s' }] })

const segment = z.strictObject({
  external: externalUrl.describe('The URL that browsers see: origin and path prefix, ending with a slash'),
  internal: z
    .union([internalUrl, z.array(internalUrl).min(1)])
    .describe('Where the internal app listens. A list is used in turn')
    .meta({ examples: ['http://10.0.0.5:8080/'] }),
  accept: z
    .array(z.enum(['session', 'bearer', 'anyone']))
    .min(1)
    .optional()
    .describe('Who may call: a browser session, an API token, or anyone without either. Default: [session]')
    .meta({ examples: [['session', 'bearer']] }),
  bearer: bearer
    .optional()
    .describe('What a token must say; needed where `accept` names bearer')
    .meta({ examples: [{ audiences: ['api://contacts'], scopes: ['Contacts.Read'] }] }),
  cors: cors.optional(),
  requestHeaders: headerRules.optional().describe('Rules for headers on the way to the internal app'),
  responseHeaders: headerRules.optional().describe('Rules for headers on the way to the browser'),
  identityHeaders: claimHeaderMap
    .optional()
    .describe('Plain headers that tell the internal app who calls: header name to claim name')
    .meta({ examples: [{ 'X-User': 'preferred_username' }] }),
  timeouts: timeouts.optional().describe('Of this segment. Default: the general ones'),
  maxBody: bodySize.optional().describe('The largest request body. Default: limits.body'),
})

const allow = z.strictObject({
  groups: names
    .optional()
    .describe('Members of any of these (values of the `groups` claim)')
    .meta({ examples: [['sales']] }),
  roles: names
    .optional()
    .describe('Holders of any of these (values of the `roles` claim)')
    .meta({ examples: [['Contacts.Reader']] }),
  users: names
    .optional()
    .describe('These people (values of `preferred_username`, compared without case)')
    .meta({ examples: [['ada@example.com']] }),
})

const application = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      'a name is lower-case letters, digits and dashes, and starts with a letter',
    )
    .describe('The application’s name, as in name: contacts; part of its cookie’s name')
    .meta({ examples: ['contacts'] }),
  allow: allow
    .optional()
    .describe('Who of those signed in may use it. Default: everybody who can sign in')
    .meta({ examples: [{ groups: ['sales'] }] }),
  segments: z.array(segment).min(1).max(500).describe('The URLs under which the application is published'),
  cors: cors.optional(),
})

const identity = z.strictObject({
  authority: authorityUrl.describe(
    'The provider: its metadata is read from <authority>/.well-known/openid-configuration',
  ),
  certificateAuthority: authorityCertificates
    .optional()
    .describe(
      'Where the provider has a certificate of a private authority: that authority’s, PEM; write ${file:path}. No other is trusted then. Default: the public ones',
    ),
  clientId: z.string().min(1).describe('This gateway’s registration at the provider'),
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Its secret; write ${env:NAME} or ${file:path}. Without it the gateway signs in as a public client',
    ),
  scopes: names
    .optional()
    .describe('Scopes to ask for. Default: openid, profile, email, offline_access')
    .meta({ examples: [['openid', 'profile', 'email', 'offline_access']] }),
  responseMode: z
    .enum(['query', 'form_post'])
    .optional()
    .describe('How the provider sends the answer back. Default: query')
    .meta({ examples: ['query'] }),
  tenants: names
    .optional()
    .describe('Tenant ids whose people may sign in; needed with the authorities common and organizations'),
})

const sessions = z.strictObject({
  store: storePath.optional().describe('The folder that holds sessions. Default: ./data'),
  key: z
    .string()
    .min(32, 'a key has at least 32 characters')
    .optional()
    .describe(
      'Encrypts the records; write ${env:NAME} or ${file:path}. Default: a key file beside the store, made at first start',
    )
    .meta({ examples: ['${file:sessions.key}'] }),
  idle: lifetime.optional().describe('A session ends after this long without a request. Default: 8h'),
  lifetime: lifetime
    .optional()
    .describe('A session ends this long after signing in, whatever happens. Default: 24h'),
  renewBefore: duration
    .optional()
    .describe('Tokens are renewed this long ahead of their expiry. Default: 15m'),
})

/** The configuration file. The published JSON Schema and the reference are made from this. */
export const configSchema = z.strictObject({
  listen: listenUrl.describe('Where the gateway listens: http://127.0.0.1:8080, https://0.0.0.0:443'),
  tls: z
    .strictObject({
      certificate: z.string().min(1).describe('PEM, the chain included; write ${file:path}'),
      key: z.string().min(1).describe('PEM; write ${file:path}'),
    })
    .superRefine(({ certificate, key }, context) => {
      for (const { at, ...objection } of checkTlsPair(certificate, key))
        addObjection(context, objection, [at])
    })
    .optional()
    .describe('Needed where `listen` is https'),
  admin: listenUrl
    .optional()
    .describe(
      'Where health (/healthz, /readyz) and metrics (/metrics) are answered; keep it private. Default: nowhere',
    ),
  identity: identity.describe('The provider that signs people in: authority, clientId and clientSecret'),
  sessions: sessions.optional().describe('How long people stay signed in, and where that is kept'),
  trustedProxies: z
    .array(addressRange)
    .optional()
    .describe('Addresses whose X-Forwarded-* and Forwarded are believed. Default: nobody’s')
    .meta({ examples: [['10.0.0.7', '10.0.0.0/24']] }),
  limits: z
    .strictObject({
      headers: headersSize.optional().describe('All request headers together. Default: 32kB'),
      body: bodySize.optional().describe('A request body. Default: 100MB'),
      connections: z
        .int()
        .positive()
        .optional()
        .describe('Open connections. Default: 10000')
        .meta({ examples: [10_000] }),
    })
    .optional()
    .describe('What a request may cost')
    .meta({ examples: [{ headers: '32kB', body: '100MB' }] }),
  timeouts: timeouts.optional().describe('Towards internal apps; a segment may have its own'),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error', 'silent'])
        .optional()
        .describe('How much is written. Default: info')
        .meta({ examples: ['info'] }),
      access: z.boolean().optional().describe('One line for each request. Default: true'),
    })
    .optional()
    .describe('What is written to standard output')
    .meta({ examples: [{ level: 'info' }] }),
  applications: z
    .array(application)
    .min(1)
    .describe('What is published: a list, each with a name and its segments'),
})

export type Config = z.infer<typeof configSchema>
export type ApplicationConfig = z.infer<typeof application>
export type SegmentConfig = z.infer<typeof segment>
export type CorsConfig = z.infer<typeof cors>
export type HeaderRulesConfig = z.infer<typeof headerRules>
export type TimeoutsConfig = z.infer<typeof timeouts>

/** The schemas of parts that are checked against each other even when another part is wrong. */
export const parts: { readonly application: typeof application; readonly segment: typeof segment } = {
  application,
  segment,
}
