/** Header names that the gateway speaks in. */
export const ownHeader = {
  problem: 'Clearway-Problem',
  requestId: 'Clearway-Request-Id',
} as const

/** Whether the gateway alone speaks in a header's name: neither browsers nor internal apps are heard in it. */
export const isOwnHeader = (lowerName: string): boolean => lowerName.startsWith('clearway-')
