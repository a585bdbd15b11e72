import { lookup as lookupName } from 'node:dns'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { FieldList } from '@clearway/rules/http'

/** How long one request may take in all, in milliseconds. */
const patience = 20_000
/** How much of a body is read unless more is asked for, in bytes. */
const usualBody = 4096
/** How much of a head is read, in bytes. */
const maxHead = 64 * 1024

/** One request to send. */
export interface Outgoing {
  readonly method: string
  /** http or https. */
  readonly url: string
  readonly headers: FieldList
}

/** What came back. */
export interface Incoming {
  readonly status: number
  readonly statusText: string
  readonly headers: FieldList
  /** The beginning of a text. */
  readonly body?: string
}

/**
 * Sends one request and takes the head and the beginning of the body. Follows no redirect, keeps no
 * connection, sends no header but the given ones, Host and Connection. Verifies certificates.
 *
 * @param maxBody - How many bytes of a text's body to read. Other bodies are not read.
 * @throws Error of the socket, of TLS or of the HTTP parser, with its code; `ERR_PROBE_TIMEOUT` after 20
 * seconds.
 */
export function send({ method, url, headers }: Outgoing, maxBody: number = usualBody): Promise<Incoming> {
  const target = new URL(url)
  const request = target.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      {
        method,
        headers: ['Host', target.host, 'Connection', 'close', ...headers],
        agent: false,
        lookup,
        maxHeaderSize: maxHead,
      },
      (answer) => {
        readBody(answer, maxBody)
          .then((body) =>
            resolve({
              status: answer.statusCode ?? 0,
              statusText: answer.statusMessage ?? '',
              headers: answer.rawHeaders,
              ...(body !== undefined && { body }),
            }),
          )
          .catch(reject)
          .finally(() => sent.destroy())
      },
    )
    const late = setTimeout(() => {
      sent.destroy(
        Object.assign(new Error(`no answer after ${patience / 1000} seconds`), { code: 'ERR_PROBE_TIMEOUT' }),
      )
    }, patience)
    sent.once('close', () => clearTimeout(late))
    sent.once('error', reject)
    sent.end()
  })
}

async function readBody(answer: IncomingMessage, maxBody: number): Promise<string | undefined> {
  const type = answer.headers['content-type'] ?? ''
  if (
    !/^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml)|application\/x-www-form-urlencoded)/i.test(type)
  ) {
    return undefined
  }
  const chunks: Buffer[] = []
  let size = 0
  // What is cut off by the other side was not needed whole.
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= maxBody) break
    }
  } catch {}
  return Buffer.concat(chunks).subarray(0, maxBody).toString('utf8')
}

/** Browsers resolve every name below localhost to this machine; Node's resolver does not know them. */
const lookup: LookupFunction = (name, options, callback) => {
  if (name !== 'localhost' && !name.endsWith('.localhost')) return lookupName(name, options, callback)
  return lookupName('localhost', options, callback)
}
