import { describe, expect, it } from 'vitest'
import type { Fault } from './fault.ts'
import { createFaults, type FaultSubject } from './faults.ts'

const app = '00000031-0000-4000-8000-00000000000A'
const request: FaultSubject = { endpoint: 'token', app, user: ['1', 'ada@contoso.com'] }

describe('faults', () => {
  it.each<[Fault, boolean]>([
    [{ error: 1 }, true],
    [{ error: 1, endpoint: 'token' }, true],
    [{ error: 1, endpoint: 'authorize' }, false],
    [{ error: 1, app: app.toLowerCase() }, true],
    [{ error: 1, app: '00000032-0000-4000-8000-000000000000' }, false],
    [{ error: 1, user: 'Ada@Contoso.com' }, true],
    [{ error: 1, user: '1' }, true],
    [{ error: 1, user: 'bob@contoso.com' }, false],
    [{ slow: 1 }, false],
  ])('%j: strikes a token request of the user and app: %s', (fault, strikes) => {
    const refuse = (): void => createFaults([fault]).refuse(request)
    if (strikes) expect(refuse).toThrow(expect.objectContaining({ code: 1 }))
    else expect(refuse).not.toThrow()
  })

  it('for a user do not strike before the user is known, nor count such requests', () => {
    const faults = createFaults([{ error: 1, user: '1', times: 1 }])
    faults.refuse({ endpoint: 'token', app })
    expect(faults.list()).toEqual([{ error: 1, user: '1', times: 1 }])
  })

  it('strike so many times, the earliest first', () => {
    const faults = createFaults([{ slow: 1, times: 2 }])
    faults.add({ cut: true })
    const effects = [1, 2, 3].map(() => faults.takeForAnswer({ endpoint: 'keys' }))
    expect(effects).toEqual([{ slow: 1, times: 2 }, { slow: 1, times: 1 }, { cut: true }])
    expect(faults.list()).toEqual([{ cut: true }])
  })

  it('of another directory take the place of the old one’s, and those added since stay', () => {
    const faults = createFaults([{ slow: 1, times: 2 }])
    faults.add({ cut: true })
    faults.takeForAnswer({ endpoint: 'keys' })
    faults.replaceStanding([{ hang: true }])
    expect(faults.list()).toEqual([{ hang: true }, { cut: true }])
  })
})
