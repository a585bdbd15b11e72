import { z } from 'zod'

/** The schema of one property: optional where the property is. */
type PropertySchema<T, Key extends keyof T> = undefined extends T[Key]
  ? z.ZodOptional<z.ZodType<Exclude<T[Key], undefined>>>
  : z.ZodType<T[Key]>

/** A schema for each property of an interface, so that neither knows one that the other does not. */
type PropertySchemas<T> = { readonly [Key in keyof T]-?: PropertySchema<T, Key> }

/** The schema of an interface: an object with its properties and no others. */
export function schemaOf<T>(properties: PropertySchemas<T>): z.ZodType<T> {
  return z.strictObject(properties) as unknown as z.ZodType<T>
}
