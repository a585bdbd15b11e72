import { describe, expect, it } from 'vitest'
import { checkFault } from './check-fault.ts'
import type { Fault } from './fault.ts'

const app = '00000031-0000-4000-8000-000000000000'

describe('checkFault', () => {
  it.each<Fault>([
    { error: 50076 },
    { error: 50076, user: 'ada@contoso.com', endpoint: 'token', app, times: 1 },
    { error: 53003, suberror: 'message_only', claims: '{"access_token":{}}' },
    { slow: 0.5 },
    { hang: true },
    { cut: true, app },
    { notFound: true, endpoint: 'metadata' },
  ])('takes %j', (fault) => {
    expect(checkFault(fault)).toEqual([])
  })

  it.each<[unknown, [path: string, message: string][]]>([
    [undefined, [['', 'nothing goes wrong']]],
    ['slow', [['', '"slow" is not a mapping']]],
    [{}, [['', 'nothing goes wrong']]],
    [
      { error: 50076, slow: 1, cut: true },
      [
        ['slow', 'this does not go with error'],
        ['cut', 'this does not go with error'],
      ],
    ],
    [{ hang: true, user: 'ada' }, [['user', 'this goes with error only']]],
    [
      { slow: 1, suberror: 'x', claims: '{}' },
      [
        ['suberror', 'this goes with error only'],
        ['claims', 'this goes with error only'],
      ],
    ],
    [{ error: 0 }, [['error', '0 is too small']]],
    [{ error: '50076' }, [['error', '"50076" is not a number']]],
    [{ error: 1.5 }, [['error', '1.5 is not a whole number']]],
    [{ slow: 601 }, [['slow', '601 is too large']]],
    [{ hang: false }, [['hang', 'false is not true']]],
    [{ cut: true, times: 0 }, [['times', '0 is too small']]],
    [{ cut: true, app: 'x' }, [['app', 'this is no appId']]],
    [{ error: 1, user: '' }, [['user', 'this text is empty']]],
    [{ error: 1, claims: '{' }, [['claims', 'this is no claims challenge: JSON, as text']]],
    [
      { slow: 'x', wait: 1 },
      [
        ['slow', '"x" is not a number'],
        ['wait', '"wait" is not a key here'],
      ],
    ],
  ])('tells all that is wrong with %j', (fault, expected) => {
    expect(checkFault(fault).map(({ path, message }) => [path, message])).toEqual(expected)
  })

  it('says what to write instead', () => {
    expect(checkFault({ cut: true, endpoint: 'tokens' })).toEqual([
      {
        path: 'endpoint',
        message: expect.stringMatching(/^"tokens" is not one of: /) as string,
        fix: 'did you mean "token"?',
      },
    ])
    expect(checkFault({})[0]?.fix).toBe('add one of error, slow, hang, cut, notFound')
  })

  it('quotes a long value in short', () => {
    const [mistake] = checkFault({ error: 1, claims: `"${'x'.repeat(50_000)}"` })
    expect(mistake?.message.length).toBeLessThan(200)
  })
})
