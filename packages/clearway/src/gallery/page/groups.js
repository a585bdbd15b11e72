/** The exhibits under their headings. Those of one heading come one after the other. */
export function grouped(exhibits) {
  const groups = new Map()
  for (const exhibit of exhibits) {
    const { group } = exhibit
    const found = groups.get(group.id) ?? { group, members: [] }
    found.members.push(exhibit)
    groups.set(group.id, found)
  }
  return [...groups.values()]
}
