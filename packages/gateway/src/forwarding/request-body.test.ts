import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { takeBody } from './request-body.ts'

/** A request as node:http gives it, its body not yet read. */
const requestWith = (
  headers: Readonly<Record<string, string>>,
  ...chunks: readonly string[]
): IncomingMessage => {
  const request = new IncomingMessage(new Socket())
  Object.assign(request.headers, headers)
  for (const chunk of chunks) request.push(chunk)
  return request
}

const streamOf = (request: IncomingMessage, limit: number): NodeJS.ReadableStream => {
  const body = takeBody(request, limit)
  if ('refused' in body || body.stream === null) throw new TypeError('there is no stream')
  return body.stream
}

describe('a request has no body', () => {
  test.each([
    [{}, undefined],
    [{ 'content-length': '0' }, '0'],
    [{ 'content-length': '00' }, '00'],
  ])('with %o', (headers, contentLength) => {
    expect(takeBody(requestWith(headers), 10)).toEqual({ stream: null, contentLength })
  })
})

describe('a body of a declared length', () => {
  test('keeps it, and comes as it is', async () => {
    const request = requestWith({ 'content-length': '10' }, '01234', '56789')
    request.push(null)
    expect(takeBody(requestWith({ 'content-length': '10' }), 10)).toMatchObject({ contentLength: '10' })
    expect(await text(streamOf(request, 10))).toBe('0123456789')
  })

  test('is refused at once when it is too large', () => {
    expect(takeBody(requestWith({ 'content-length': '11' }), 10)).toMatchObject({
      refused: true,
      status: 413,
      code: 'request/body-too-large',
    })
  })
})

describe('a body in chunks', () => {
  const chunked = { 'transfer-encoding': 'chunked' }

  test('comes as it is up to the limit', async () => {
    const request = requestWith(chunked, '01234', '56789')
    request.push(null)
    expect(await text(streamOf(request, 10))).toBe('0123456789')
  })

  test('fails with the byte that is too much', async () => {
    await expect(text(streamOf(requestWith(chunked, '01234', '567890'), 10))).rejects.toMatchObject({
      code: 'ERR_BODY_TOO_LARGE',
    })
  })

  test('fails when the request does', async () => {
    const request = requestWith(chunked, '01234')
    const reading = text(streamOf(request, 10))
    request.destroy(new Error('gone'))
    await expect(reading).rejects.toThrow('gone')
  })
})

test('whoever stops reading leaves nothing unread behind', async () => {
  const request = requestWith({ 'content-length': '1000000' }, 'x'.repeat(500_000))
  const stream = streamOf(request, 1_000_000) as NodeJS.ReadableStream & { destroy(): void }
  const ended = new Promise((resolve) => request.once('end', resolve))
  stream.destroy()
  request.push('x'.repeat(500_000))
  request.push(null)
  await ended
})

test('a browser that goes away before anybody reads its body disturbs nobody', async () => {
  const request = requestWith({ 'content-length': '1000' }, 'x'.repeat(10))
  const stream = streamOf(request, 1000)
  const closed = new Promise((resolve) => stream.once('close', resolve))
  request.destroy(new Error('gone'))
  await closed
})
