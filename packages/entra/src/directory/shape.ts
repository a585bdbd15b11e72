/** One thing that is wrong with a directory: where (`tenants[0].users[2].id`) and what. */
export interface DirectoryMistake {
  readonly path: string
  readonly message: string
}

/** Looks at a value found at a path and notes what is wrong with it. */
export type Shape = (value: unknown, path: string, mistakes: DirectoryMistake[]) => void

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A string of 1 to `longest` characters that a test accepts; `what` completes "must be …". */
export function text(what: string, accepts: (value: string) => boolean = () => true, longest = 256): Shape {
  return (value, path, mistakes) => {
    if (typeof value !== 'string') mistakes.push({ path, message: `must be ${what}, not ${kindOf(value)}` })
    else if (value.length > longest) mistakes.push({ path, message: `has more than ${longest} characters` })
    else if (value.length === 0 || !accepts(value)) mistakes.push({ path, message: `must be ${what}` })
  }
}

/** Exactly one of the values given. */
export function oneOf(...values: readonly (string | number | boolean)[]): Shape {
  const listed = values.map((value) => JSON.stringify(value)).join(' or ')
  return (value, path, mistakes) => {
    if (!values.some((allowed) => allowed === value)) mistakes.push({ path, message: `must be ${listed}` })
  }
}

/** An array of at most `most` items of one shape. */
export function list(item: Shape, most = 10_000): Shape {
  return (value, path, mistakes) => {
    if (!Array.isArray(value)) mistakes.push({ path, message: `must be an array, not ${kindOf(value)}` })
    else if (value.length > most) mistakes.push({ path, message: `has more than ${most} items` })
    else for (const [index, each] of value.entries()) item(each, `${path}[${index}]`, mistakes)
  }
}

/** An object with the properties of `required` and, if present, of `optional`, and no others. */
export function object(required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape {
  const properties = new Map(Object.entries({ ...required, ...optional }))
  return (value, path, mistakes) => {
    if (!isObject(value)) {
      mistakes.push({ path, message: `must be an object, not ${kindOf(value)}` })
      return
    }
    const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) mistakes.push({ path: at(name), message: 'is missing' })
    }
    for (const [name, found] of Object.entries(value)) {
      const shape = properties.get(name)
      if (shape === undefined)
        mistakes.push({ path: at(name), message: 'is not a property that is known here' })
      else if (found !== undefined) shape(found, at(name), mistakes)
    }
  }
}

/** An object used as a map: keys of one shape, values of another. */
export function record(key: Shape, item: Shape): Shape {
  return (value, path, mistakes) => {
    if (!isObject(value)) {
      mistakes.push({ path, message: `must be an object, not ${kindOf(value)}` })
      return
    }
    for (const [name, found] of Object.entries(value)) {
      key(name, `${path}[${JSON.stringify(name.slice(0, 64))}]`, mistakes)
      item(found, `${path}[${JSON.stringify(name.slice(0, 64))}]`, mistakes)
    }
  }
}
