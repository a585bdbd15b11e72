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
}

/** The environment variable that the configuration takes the client secret from. */
export const secretVariable = 'CLEARWAY_LAB_SECRET'

/** The external origins of the lab. */
export const labOrigins = (port: number): Record<'contacts' | 'api' | 'finance', string> => ({
  contacts: `http://contacts.clearway.localhost:${port}`,
  api: `http://api.clearway.localhost:${port}`,
  finance: `http://finance.clearway.localhost:${port}`,
})

/** The lab's configuration file: what an operator would write for these apps. */
export const labConfig = (parts: LabConfigParts): string => {
  const origins = labOrigins(parts.port)
  return `# The configuration of the running lab.
listen: http://127.0.0.1:${parts.port}
admin: http://127.0.0.1:${parts.adminPort}
identity:
  authority: ${parts.authority}
  clientId: ${contoso.gateway}
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
