import { contoso } from './directory.ts'

/** What the lab's configuration is made of. */
export interface LabConfigParts {
  readonly port: number
  readonly adminPort: number
  readonly authority: string
  readonly store: string
  readonly sessionIdle: string
  readonly contactsPage: string
  readonly contactsApi: string
  readonly olderService: string
  /** Present: https everywhere. */
  readonly tls: LabTlsFiles | undefined
}

/** Files that the configuration names. */
export interface LabTlsFiles {
  readonly certificate: string
  readonly key: string
  /** Of the authority that signed them, and the provider's. */
  readonly authority: string
}

/** The environment variable that the configuration takes the client secret from. */
export const secretVariable = 'CLEARWAY_LAB_SECRET'

const hosts = {
  contacts: 'contacts.clearway.localhost',
  api: 'api.clearway.localhost',
  finance: 'finance.clearway.localhost',
} as const

/** What the gateway's certificate is for. */
export const labHosts: readonly string[] = Object.values(hosts)

/** The external origins of the lab. */
export const labOrigins = (port: number, scheme: 'http' | 'https'): Record<keyof typeof hosts, string> => ({
  contacts: `${scheme}://${hosts.contacts}:${port}`,
  api: `${scheme}://${hosts.api}:${port}`,
  finance: `${scheme}://${hosts.finance}:${port}`,
})

const file = (path: string): string => JSON.stringify(`\${file:${path}}`)

/** The lab's configuration file: what an operator would write for these apps. */
export const labConfig = (parts: LabConfigParts): string => {
  const { tls } = parts
  const scheme = tls ? 'https' : 'http'
  const origins = labOrigins(parts.port, scheme)
  return `# The configuration of the running lab.
listen: ${scheme}://127.0.0.1:${parts.port}
${
  tls
    ? `tls:
  certificate: ${file(tls.certificate)}
  key: ${file(tls.key)}
`
    : ''
}admin: http://127.0.0.1:${parts.adminPort}
identity:
  authority: ${parts.authority}
${
  tls
    ? `  certificateAuthority: ${file(tls.authority)}
`
    : ''
}  clientId: ${contoso.gateway}
  clientSecret: \${env:${secretVariable}}
sessions:
  store: ${JSON.stringify(parts.store)}
  idle: ${parts.sessionIdle}
applications:
  # A page on one origin calls an API on another, with an older service beside it. None of them knows of CORS.
  - name: contacts
    allow: { groups: [sales] }
    cors: within
    segments:
      - external: ${origins.contacts}/
        internal: ${parts.contactsPage}/
      - external: ${origins.api}/
        internal: ${parts.contactsApi}/
        accept: [session, bearer]
        bearer: { audiences: [${contoso.api}], scopes: [Contacts.Read], roles: [Contacts.Read.All] }
        identityHeaders: { X-User: preferred_username }
      - external: ${origins.api}/older/
        internal: ${parts.olderService}/
  # Published for another group: sign in as Ada and be told why not.
  - name: finance
    allow: { groups: [finance] }
    segments:
      - external: ${origins.finance}/
        internal: ${parts.olderService}/reports/
`
}
