/** A place in the tree of the paths that are looked for. */
export interface PathNode {
  /** The path, where it is one of those looked for. */
  readonly wanted?: string
  /** What follows by the name of a member. */
  readonly members: ReadonlyMap<string, PathNode>
  /** What follows as an element of an array. */
  readonly elements?: PathNode
}

/**
 * Makes the tree of paths such as `log.entries[]` (each element of an array) or `log.creator` (one object).
 *
 * @param paths - Names between dots; `[]` only at the end. None may lie inside another.
 */
export function compilePaths(paths: readonly string[]): PathNode {
  return branch(paths.map((path) => ({ path, steps: path.replace('[]', '.[]').split('.') })))
}

function branch(paths: readonly { readonly path: string; readonly steps: readonly string[] }[]): PathNode {
  const ended = paths.find(({ steps }) => steps.length === 0)
  if (ended) return { wanted: ended.path, members: new Map() }
  const members = new Map<string, PathNode>()
  let elements: PathNode | undefined
  for (const first of new Set(paths.map(({ steps }) => steps[0]!))) {
    const below = branch(
      paths
        .filter(({ steps }) => steps[0] === first)
        .map(({ path, steps }) => ({ path, steps: steps.slice(1) })),
    )
    if (first === '[]') elements = below
    else members.set(first, below)
  }
  return { members, ...(elements && { elements }) }
}
