import type { ListenError } from '@clearway/gateway'

const code: ListenError['code'] = 'ERR_LISTEN'

/** Told by its code: the class would load the whole gateway. */
export const isListenError = (error: unknown): error is ListenError =>
  error instanceof Error && 'code' in error && error.code === code

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program has this port',
  EACCES: 'this process may not use this port',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no such host',
}

/** Why a listener's address cannot be used, in a sentence. */
export const whyNoListening = ({ address, reason }: Pick<ListenError, 'address' | 'reason'>): string =>
  `cannot listen on ${address}: ${reasons[reason] ?? reason}`
