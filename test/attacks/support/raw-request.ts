import { sendRaw, type RawResponse } from '../../support/raw-http.ts'

/** The bytes of a request without a body: a request line and headers as given, in order. */
export const requestOf = (line: string, host: string, headers: readonly string[] = []): string =>
  `${[`${line} HTTP/1.1`, `Host: ${host}`, ...headers].join('\r\n')}\r\n\r\n`

/** Sends one GET for a target, byte for byte as given, and reads the answer. */
export const rawGet = (
  port: number,
  host: string,
  target: string,
  headers: readonly string[] = [],
): Promise<RawResponse> => sendRaw(port, requestOf(`GET ${target}`, host, headers))
