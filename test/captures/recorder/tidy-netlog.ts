/** Fields of a NetLog that tell of the machine that wrote it. */
const ofMachine = ['command_line', 'cl', 'os_type']

/** Names of what is left out. */
const ofQuic = ['quicError', 'quicRstStreamError']

type Names = Record<string, number>
interface NetLog {
  readonly constants: Record<string, unknown>
  readonly events: readonly NetLogEvent[]
}
interface NetLogEvent {
  readonly type: number
  readonly source: { readonly id: number; readonly type: number }
  readonly params?: unknown
}

/** Requests and what CORS and cookies had to do with them; sockets, caches and the host cache are left out. */
const kept =
  /^(?:REQUEST_ALIVE|URL_REQUEST|CORS_|CHECK_CORS|COOKIE_|HTTP_TRANSACTION_(?:SEND|READ)|LOCAL_NETWORK|URL_REQUEST_REDIRECTED|URL_REQUEST_START_JOB|FAILED)/

/** Cuts a NetLog down to the requests for the sites of a scene, and its constants to what these use. */
export function tidyNetlog(text: string, hosts: readonly string[]): string {
  const log = JSON.parse(text) as NetLog
  const types = log.constants['logEventTypes'] as Names
  const nameOf = new Map(Object.entries(types).map(([name, type]) => [type, name]))
  const isOfScene = (event: NetLogEvent): boolean => {
    const told = JSON.stringify(event.params ?? {})
    return hosts.some((host) => told.includes(host)) && !told.includes('favicon.ico')
  }
  const sources = new Set(log.events.filter(isOfScene).map(({ source }) => source.id))
  const events = log.events.filter(
    ({ source, type }) => sources.has(source.id) && kept.test(nameOf.get(type) ?? ''),
  )
  const used = new Set(events.map(({ type }) => type))
  const clientInfo = { ...(log.constants['clientInfo'] as object) } as Record<string, unknown>
  for (const name of ofMachine) delete clientInfo[name]
  const constants: Record<string, unknown> = {
    ...log.constants,
    clientInfo,
    logEventTypes: Object.fromEntries(Object.entries(types).filter(([, type]) => used.has(type))),
    activeFieldTrialGroups: [],
  }
  for (const name of ofQuic) delete constants[name]
  const lines = events.map((event) => JSON.stringify(event)).join(',\n')
  return `{"constants":${JSON.stringify(constants)},\n"events": [\n${lines}]}\n`
}
