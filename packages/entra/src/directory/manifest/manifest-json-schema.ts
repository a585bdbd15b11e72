import type { JsonSchema } from '@clearway/yaml'
import type { ManifestPlace } from './manifest-place.ts'
import { manifestProperties } from './manifest-properties.ts'

type Properties = Readonly<Record<string, JsonSchema>>

const replyUrlsWithType: JsonSchema = {
  description: 'The older form of the redirect URIs of `spa`, `web` and `publicClient`',
  deprecated: true,
  type: 'array',
  items: {
    type: 'object',
    properties: {
      url: { description: 'Where answers may be sent', type: 'string' },
      type: { description: 'Web, Spa or InstalledClient', type: 'string' },
    },
    required: ['url', 'type'],
    additionalProperties: false,
  },
}

/** A schema, or another type of value. */
const or = ({ description, ...schema }: JsonSchema, type: string): JsonSchema => ({
  ...(description !== undefined && { description }),
  anyOf: [schema, { type }],
})

/** The keys of a manifest’s place that the directory does not know. */
const addedAt = ({ inert = [], older = {} }: ManifestPlace): Properties => ({
  ...Object.fromEntries(
    Object.entries(older).map(([key, to]) => [
      key,
      { description: `The older name of \`${to.join('.')}\``, deprecated: true },
    ]),
  ),
  ...Object.fromEntries(
    inert.map((key) => [key, { description: 'Read, without effect here', deprecated: true }]),
  ),
})

/** What a property of a place may be: any word where some are read as others or left out, and null. */
function loosened(schema: JsonSchema, key: string, place: ManifestPlace): JsonSchema {
  const isAnyWord = place.leftOut !== undefined || place.meant?.[key] !== undefined
  const isNullable = place.leftOut !== undefined || place.nullable?.includes(key) === true
  const worded = isAnyWord && schema.enum !== undefined ? or(schema, 'string') : schema
  return isNullable ? or(worded, 'null') : worded
}

function extended(schema: JsonSchema, place: ManifestPlace): JsonSchema {
  if (schema.items) return { ...schema, items: extended(schema.items, place) }
  if (schema.enum) return place.leftOut === undefined ? schema : or(schema, 'string')
  const { properties = {}, required = [] } = schema
  const moved = new Set(Object.values(place.older ?? {}).map(([key]) => key))
  const known = Object.entries(properties).map(([key, property]) => {
    const below = place.below?.[key]
    return [key, loosened(below ? extended(property, below) : property, key, place)]
  })
  return {
    ...schema,
    properties: { ...Object.fromEntries(known), ...addedAt(place) },
    patternProperties: { '(^|@)odata\\.': {} },
    required: required.filter((key) => !moved.has(key)),
  }
}

const inProperty = (
  schema: JsonSchema,
  key: string,
  change: (inner: JsonSchema) => JsonSchema,
): JsonSchema => ({
  ...schema,
  properties: { ...schema.properties, [key]: change(schema.properties?.[key] ?? {}) },
})

const inItems = (schema: JsonSchema, change: (items: JsonSchema) => JsonSchema): JsonSchema => ({
  ...schema,
  items: change(schema.items ?? {}),
})

/** The JSON Schema of a directory, with manifests in either format where it has applications. */
export function withManifests(directory: JsonSchema): JsonSchema {
  const ofApplication = (application: JsonSchema): JsonSchema =>
    inProperty(extended(application, manifestProperties), 'replyUrlsWithType', () => replyUrlsWithType)
  return inProperty(directory, 'tenants', (tenants) =>
    inItems(tenants, (tenant) =>
      inProperty(tenant, 'applications', (applications) => inItems(applications, ofApplication)),
    ),
  )
}
