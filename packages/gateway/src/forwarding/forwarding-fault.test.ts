import { errors } from 'undici'
import { describe, expect, test } from 'vitest'
import { forwardingFault, refuseForFault } from './forwarding-fault.ts'

const withCode = (code: string): Error => Object.assign(new Error('text'), { code })

describe('an error of the HTTP client', () => {
  test.each([
    [new errors.ConnectTimeoutError(), false, 'connect', 'timeout'],
    [new errors.HeadersTimeoutError(), false, 'answer', 'timeout'],
    [new errors.BodyTimeoutError(), true, 'body', 'timeout'],
    [new errors.SocketError('other side closed'), false, 'answer', 'broke-off'],
    [new errors.SocketError('other side closed'), true, 'body', 'broke-off'],
    [new errors.SocketError('bad response'), false, 'answer', 'not-http'],
    [new errors.SocketError('bad upgrade'), false, 'answer', 'not-http'],
    [withCode('ECONNRESET'), false, 'answer', 'broke-off'],
    [withCode('EPIPE'), true, 'body', 'broke-off'],
    [new errors.HeadersOverflowError(), false, 'answer', 'too-large'],
    [new errors.HTTPParserError('text'), false, 'answer', 'not-http'],
    [new errors.HTTPParserError('text'), true, 'body', 'not-http'],
    [new errors.ResponseContentLengthMismatchError(), false, 'answer', 'not-http'],
    [new errors.ResponseContentLengthMismatchError(), true, 'body', 'broke-off'],
    [withCode('ECONNREFUSED'), false, 'connect', 'refused'],
    [withCode('ENOTFOUND'), false, 'connect', 'refused'],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), false, 'connect', 'refused'],
    [new Error('without a code'), false, 'connect', 'refused'],
    ['no error at all', false, 'connect', 'refused'],
  ])('%s (answer begun: %s) is of phase %s, %s', (error, begun, phase, reason) => {
    expect(forwardingFault(error, begun)).toMatchObject({ phase, reason })
  })
})

describe('a fault before the answer’s head is refused as', () => {
  test.each([
    ['connect', 'refused', 502, 'proxy/internal-unreachable'],
    ['connect', 'timeout', 504, 'proxy/internal-timeout'],
    ['answer', 'timeout', 504, 'proxy/internal-timeout'],
    ['answer', 'broke-off', 502, 'proxy/internal-broke-off'],
    ['answer', 'not-http', 502, 'proxy/internal-answer-invalid'],
    ['answer', 'too-large', 502, 'proxy/internal-answer-invalid'],
  ] as const)('%s %s: %i %s', (phase, reason, status, code) => {
    const refusal = refuseForFault({ phase, reason, code: 'E_CODE' }, 'http://10.0.0.5:8080')
    expect(refusal).toMatchObject({
      status,
      code,
      forLog: `http://10.0.0.5:8080: ${phase} ${reason} (E_CODE)`,
    })
    expect(refusal.detail).not.toMatch(/10\.0\.0\.5|E_CODE/)
  })
})
