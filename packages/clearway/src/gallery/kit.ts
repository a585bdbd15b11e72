import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EntraKeys } from '@clearway/entra'
import type { Addresses, GatewaySessions, Kit, Site } from '@clearway/gallery'
import { loadConfig, startGateway } from '@clearway/gateway'
import { generateKeyPair, SignJWT } from 'jose'
import pino from 'pino'
import { contoso, labSecrets } from '../lab/directory.ts'
import { openEntrance } from './entrance.ts'
import { forwardTo } from './forward-to.ts'

/** What the gallery has that kits are made of. */
export interface Workshop {
  /** Where the local Entra listens, for the gateway's own calls. */
  readonly entra: string
  readonly keys: EntraKeys
  readonly now: () => number
  /** A file with the certificate of the authority that the gallery's own comes from. */
  readonly authority: string | undefined
  /** A folder that is gone when the gallery is. */
  readonly folder: string
  /** Called when the gallery closes. */
  readonly onClose: (close: () => Promise<void>) => void
}

const gatewaySecret = 'CLEARWAY_GALLERY_SECRET'

const openGateway = async (
  config: string,
  sessions: GatewaySessions,
  addresses: Addresses,
  { authority, folder, now, onClose }: Workshop,
  name: string,
): Promise<Site> => {
  const file = join(folder, `${name}.yaml`)
  writeFileSync(
    file,
    `listen: http://127.0.0.1:0
identity:
  authority: ${addresses.authority}
  clientId: ${addresses.clientId('gateway')}
  clientSecret: \${env:${gatewaySecret}}
${authority === undefined ? '' : `  certificateAuthority: \${file:${authority}}\n`}sessions: ${JSON.stringify({ store: join(folder, name), ...sessions })}
trustedProxies: [127.0.0.1]
${config}`,
  )
  const loaded = loadConfig(file, { [gatewaySecret]: labSecrets.gateway })
  if (!loaded.ok) throw new Error(`the exhibit's configuration has mistakes:\n${loaded.text}`)
  const gateway = await startGateway(loaded.plan, {
    logTo: pino.destination({ dest: `${file}.log`, sync: false }),
    now,
  })
  onClose(() => gateway.stop(500))
  return forwardTo(`http://127.0.0.1:${gateway.port}`)
}

/** Makes what an exhibit's variant is built with. */
export const createKit = (addresses: Addresses, workshop: Workshop, name: string): Kit => {
  let gateways = 0
  return {
    ...addresses,
    now: workshop.now,
    entra: forwardTo(workshop.entra),
    jwks: { keys: workshop.keys.published },
    forwardTo,
    internalApp: async (site) => {
      const app = await openEntrance({
        port: 0,
        doorOf: () => Promise.resolve({ site, recorded: false }),
        onExchange: () => undefined,
        now: workshop.now,
      })
      workshop.onClose(() => app.close())
      return `http://127.0.0.1:${app.port}`
    },
    gateway: (config, sessions = {}) =>
      openGateway(config, sessions, addresses, workshop, `${name}-${(gateways += 1)}`),
    token: async ({ claims = {}, unknownKey = false }) => {
      const now = Math.floor(workshop.now() / 1000)
      const usual = {
        iss: addresses.authority,
        aud: contoso.api,
        sub: 'a-person',
        tid: contoso.tenant,
        oid: 'a0000000-0000-4000-8000-000000000001',
        azp: contoso.gateway,
        scp: 'Contacts.Read',
        ver: '2.0',
        iat: now - 300,
        nbf: now - 300,
        exp: now + 3600,
      }
      const all = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined)
      const { kid, privateKey } = workshop.keys.signing
      const key = unknownKey ? (await generateKeyPair('RS256')).privateKey : privateKey
      return new SignJWT(Object.fromEntries(all))
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: unknownKey ? 'nobody-published-it' : kid })
        .sign(key)
    },
  }
}
