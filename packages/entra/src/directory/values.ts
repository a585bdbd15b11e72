import { X509Certificate } from 'node:crypto'
import { addObjection } from '@clearway/yaml'
import { z } from 'zod'
import { parseLifetimePolicy } from '../tokens/lifetime-policy.ts'
import type { Platform } from './directory.ts'
import { isRedirectUri } from './redirect-uris.ts'

/** A text of 1 to `longest` characters that a test accepts; `message` says what it is not, `fix` what to write. */
function text(
  accepts: (value: string) => boolean,
  message: string,
  fix: string,
  longest = 256,
): z.ZodType<string> {
  return z
    .string()
    .min(1)
    .max(longest)
    .superRefine(
      (value, context) => {
        if (!accepts(value)) addObjection(context, { message, fix })
      },
      { when: ({ issues }) => issues.length === 0 },
    )
}

const guidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id of Entra. */
export const guid: z.ZodType<string> = z.string().regex(guidPattern, 'this is no GUID')

/** Ids to lists of names. zod's own check of keys would not say which of them is wrong. */
export function byGuid(names: z.ZodType<string[]>): z.ZodType<Record<string, string[]>> {
  return z.record(z.string(), names).superRefine(
    (value, context) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return
      for (const key of Object.keys(value)) {
        if (guidPattern.test(key)) continue
        const fix = 'write the appId of the application that defines the roles'
        addObjection(context, { message: 'this key is no GUID', fix, atKey: true }, [key])
      }
    },
    { when: () => true },
  )
}

/** A name that people see. */
export const name: z.ZodType<string> = text(
  (value) => !/\p{Cc}/u.test(value),
  'a name has no control characters',
  'write it on one line',
)

/** The domain of a tenant. */
export const domain: z.ZodType<string> = text(
  (value) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(value),
  'this is no domain',
  'write a name with a dot, as in contoso.onmicrosoft.com',
)

/** An address of a person. */
export const address: z.ZodType<string> = text(
  (value) => /^[^\s@]+@[^\s@]+$/.test(value),
  'this is no address',
  'write it as in ada@contoso.onmicrosoft.com',
)

/** The value of a scope or an app role (RFC 6749, section 3.3). */
export const permission: z.ZodType<string> = text(
  (value) => /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/.test(value),
  'this is no name of a scope or a role',
  'write one without spaces, slashes and quotes, as in Contacts.Read',
)

/** Names of scopes with spaces between them. */
export const scopes: z.ZodType<string> = text(
  (value) => /^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+( [\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+)*$/.test(value),
  'these are no names of scopes',
  'write them with one space between, as in Contacts.Read Contacts.Write',
  4096,
)

/** An application id URI. */
export const identifierUri: z.ZodType<string> = text(
  (value) => /^[a-z][a-z0-9+.-]*:\/\/[^\s"\\]+$/i.test(value),
  'this is no application id URI',
  'write it as in api://contacts',
)

/** A secret, as somebody wrote it. */
export const secret: z.ZodType<string> = z.string().min(1).max(256)

/** A date, with or without a time. */
export const date: z.ZodType<string> = text(
  (value) => /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(value) && !Number.isNaN(Date.parse(value)),
  'this is no ISO 8601 date',
  'write it as in 2030-12-31T00:00:00Z',
)

/** The id of a B2C user flow or custom policy. */
export const userFlowId: z.ZodType<string> = text(
  (value) => /^B2C_1A?_[\w-]+$/i.test(value),
  'this is no name of a user flow',
  'write B2C_1_ or B2C_1A_ and letters or digits, as in B2C_1_susi',
)

/** The redirect URIs of a platform. */
export function redirectUris(platform: Platform): z.ZodType<string[]> {
  const uri = text(
    (value) => isRedirectUri(value, platform),
    'Entra registers no such redirect URI',
    platform === 'publicClient'
      ? 'write a URI without a fragment, as in http://localhost or com.example.app://auth'
      : 'write an https URL, or http on localhost or a loopback address, without a fragment',
    1024,
  )
  return z.array(uri).max(256)
}

/** An address that browsers are sent to when somebody signs out. */
export const logoutUrl: z.ZodType<string> = text(
  (value) => isRedirectUri(value, 'web'),
  'Entra registers no such logout URL',
  'write an https URL, or http on localhost or a loopback address, without a fragment',
  1024,
)

/** An address that this process calls. */
export const webUrl: z.ZodType<string> = text(
  (value) => /^https?:$/.test(URL.canParse(value) ? new URL(value).protocol : ''),
  'this is no http or https URL',
  'write it whole, as in http://localhost:3000/signed-out',
  1024,
)

/** A definition of a token lifetime policy, as Microsoft Graph states it. */
export const lifetimeDefinition: z.ZodType<string> = text(
  (value) => parseLifetimePolicy(value) !== undefined,
  'this is no definition of a token lifetime policy',
  'write JSON with hours, minutes and seconds: \'{"TokenLifetimePolicy":{"AccessTokenLifetime":"0:10:0"}}\'',
  1024,
)

function isCertificate(value: string): boolean {
  try {
    const isPem = value.includes('-----BEGIN CERTIFICATE-----')
    return new X509Certificate(isPem ? value : Buffer.from(value, 'base64')).raw.length > 0
  } catch {
    return false
  }
}

/** A certificate: PEM, or DER in base64. */
export const certificate: z.ZodType<string> = text(
  isCertificate,
  'this is no certificate',
  'write the certificate, not its key: PEM that begins with BEGIN CERTIFICATE, or DER in base64',
  16_384,
)
