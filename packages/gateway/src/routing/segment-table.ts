import type { Segment, SegmentTable } from '../plan.ts'

/** Whether a prefix covers a path: by whole parts, `/api/` covers `/api/x` and `/api`, never `/apix`. */
export const covers = (prefix: string, path: string): boolean =>
  path.startsWith(prefix) || (path.length === prefix.length - 1 && prefix.startsWith(path))

/** Builds the table. Hosts are compared whole, as in a Host header: lower case, without the default port. */
export const createSegmentTable = (segments: readonly Segment[]): SegmentTable => {
  const hosts = new Map<string, Segment[]>()
  for (const segment of segments) {
    const onHost = hosts.get(segment.external.host) ?? []
    onHost.push(segment)
    hosts.set(segment.external.host, onHost)
  }
  for (const onHost of hosts.values())
    onHost.sort((a, b) => b.external.prefix.length - a.external.prefix.length)

  return {
    onHost: (host) => hosts.get(host) ?? [],
    match: (host, path) => hosts.get(host)?.find(({ external }) => covers(external.prefix, path)),
  }
}
