import { describe, expect, it } from 'vitest'
import { createContoso } from '../../test-support/contoso.ts'
import { createConsents } from '../consents.ts'
import { createExpiringStore } from '../expiring-store.ts'
import { createKeys } from '../keys.ts'
import { sign } from '../tokens/sign.ts'
import { verifyOwnToken } from '../tokens/verify-own-token.ts'
import { keysOf, restoreState, type SnapshotState, takeState } from './snapshot-state.ts'

const sharedKeys = createKeys()

const throughFile = (state: SnapshotState): SnapshotState =>
  JSON.parse(JSON.stringify(state)) as SnapshotState

describe('the state in a snapshot', () => {
  it('has the keys, which go on signing and sealing', async () => {
    const keys = await sharedKeys
    const again = await keysOf(throughFile(await takeState(keys, {})))
    expect(again.published).toEqual(keys.published)
    expect(again.sealing).toEqual(new Uint8Array(keys.sealing))
    expect(await verifyOwnToken(keys, await sign(again, { sub: 'ada' }))).toEqual({ sub: 'ada' })
    const twice = throughFile(await takeState(again, {}))
    expect(await keysOf(twice)).toMatchObject({ signing: { kid: keys.signing.kid } })
  })

  it('has what people consented to', async () => {
    const { ada, contactsApi, contoso, page } = createContoso()
    contoso.oauth2PermissionGrants = []
    const account = { tenant: contoso, user: ada }
    const grant = {
      resource: contactsApi,
      asked: 'api://contacts',
      scp: ['Contacts.Read'],
      granted: ['Contacts.Read'],
      isWhole: false,
    }
    const [before, after] = [createConsents(), createConsents()]
    before.add(account, page, grant)
    expect(after.missing(account, page, grant)).toEqual(['Contacts.Read'])
    const state = throughFile(await takeState(await sharedKeys, { consents: before.remembered }))
    restoreState(state, { consents: after.remembered })
    expect(after.missing(account, page, grant)).toEqual([])
  })

  it('has values with the time that they have left, and nothing that is over', async () => {
    let time = 0
    const create = (): ReturnType<typeof createExpiringStore<number>> =>
      createExpiringStore<number>(1000, 10, () => time)
    const [before, after] = [create(), create()]
    before.set('old', 1)
    time = 500
    before.set('new', 2)
    time = 1200
    const state = throughFile(await takeState(await sharedKeys, { codes: before }))
    expect(state.remembered['codes']).toHaveLength(1)
    restoreState(state, { codes: after, others: create() })
    expect([after.get('old'), after.get('new'), after.size]).toEqual([undefined, 2, 1])
    time = 1500
    expect([after.get('new'), after.size]).toEqual([undefined, 0])
  })
})
