import type { JsonSchema } from '@clearway/yaml'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { createContoso } from '../../test-support/contoso.ts'
import { directoryJsonSchema } from './json-schema.ts'

/** The published schema read back by another reader than the one that wrote it: as an editor would. */
const editor = z.fromJSONSchema(
  JSON.parse(JSON.stringify(directoryJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0],
)

const objects = (schema: JsonSchema, path = ''): readonly (readonly [path: string, schema: JsonSchema])[] => [
  ...(schema.properties ? [[path, schema] as const] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([key, below]) => objects(below, `${path}.${key}`)),
  ...(schema.items ? objects(schema.items, `${path}[]`) : []),
]

it('accepts what the check accepts', () => {
  const { directory } = createContoso()
  expect(editor.safeParse(JSON.parse(JSON.stringify(directory))).error).toBeUndefined()
  expect(editor.safeParse({ $schema: 'directory.schema.json', tenants: [] }).success).toBe(true)
})

it('refuses unknown and missing keys and values of other kinds', () => {
  const tenant = { id: '00000001-0000-4000-8000-000000000000', domain: 'a.example', displayName: 'A' }
  const accepts = (more: object): boolean => editor.safeParse({ tenants: [{ ...tenant, ...more }] }).success
  expect(accepts({})).toBe(true)
  for (const wrong of [{ x: 1 }, { id: 'a' }, { domain: undefined }, { users: {} }, { users: [{}] }])
    expect(accepts(wrong)).toBe(false)
})

it('names every mapping’s keys, and says of each what it is for', () => {
  const all = objects(directoryJsonSchema())
  expect(all.filter(([, { additionalProperties }]) => additionalProperties !== false)).toEqual([])
  const silent = all.flatMap(([path, { properties = {} }]) =>
    Object.entries(properties)
      .filter(([, below]) => !below.description)
      .map(([key]) => `${path}.${key}`),
  )
  expect(silent).toEqual([])
  expect(all.length).toBeGreaterThan(20)
})
