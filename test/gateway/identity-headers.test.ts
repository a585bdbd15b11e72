import { describe, expect, test } from 'vitest'
import type { World, WorldParts } from '../support/world.ts'
import { openWorld } from './open-world.ts'

const applications = ({ pageOrigin, pageInternal }: WorldParts): string => `
  - name: people
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        accept: [session, anyone]
        identityHeaders: { X-Name: name, X-Groups: groups, X-Missing: nothing, X-Mail: email }`

interface Person {
  displayName: string
  mail?: string
}

const change = ({ directory }: World, person: Person): void => {
  const ada = directory.tenants[0]?.users?.[0]
  if (ada) Object.assign(ada, person)
}

/** What the internal app reads of the latest request, by lower-case name. */
const received = ({ page }: World): ReadonlyMap<string, readonly string[]> => {
  const raw = page.requests.at(-1)?.rawHeaders ?? []
  const fields = new Map<string, string[]>()
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase()
    fields.set(name, [...(fields.get(name) ?? []), raw[index + 1] ?? ''])
  }
  return fields
}

const signInAs = async (person: Person): Promise<World> => {
  const world = await openWorld({ applications })
  change(world, person)
  await world.signIn(world.browser(), 'ada', `${world.pageOrigin}/.clearway/sign-in`)
  return world
}

describe('identity headers', () => {
  test('tell the internal app the claims that are configured, and no others', async () => {
    const fields = received(await signInAs({ displayName: 'Ada Lovelace' }))
    expect(fields.get('x-name')).toEqual(['Ada Lovelace'])
    expect(fields.get('x-groups')).toEqual(['sales'])
    expect(fields.get('x-mail')).toEqual(['ada@contoso.example'])
    expect(fields.has('x-missing')).toBe(false)
    expect(fields.has('x-user')).toBe(false)
  })

  test.each([
    ['other letters', 'Žofie Ďábelská 冰', '%C5%BDofie %C4%8E%C3%A1belsk%C3%A1 %E5%86%B0'],
    ['line breaks', 'Ada\r\nX-Admin: yes', 'Ada%0D%0AX-Admin: yes'],
    ['control characters', 'Ada\u0000\u0007\u007f', 'Ada%00%07%7F'],
    ['a percent sign', '100% Ada', '100%25 Ada'],
    ['a comma', 'Lovelace, Ada', 'Lovelace, Ada'],
  ])('hold a name with %s in a form that can be read back', async (_what, displayName, value) => {
    const fields = received(await signInAs({ displayName }))
    expect(fields.get('x-name')).toEqual([value])
    expect(decodeURIComponent(value)).toBe(displayName)
    expect(fields.has('x-admin')).toBe(false)
  })

  test('make no two groups of one with a comma in its name', async () => {
    const world = await openWorld({ applications })
    const group = world.directory.tenants[0]?.groups?.[0]
    if (group) group.displayName = 'sales,admins'
    await world.signIn(world.browser(), 'ada', `${world.pageOrigin}/.clearway/sign-in`)
    expect(received(world).get('x-groups')).toEqual(['sales%2Cadmins'])
  })

  test('that a caller sends are dropped, signed in or not', async () => {
    const world = await openWorld({ applications })
    const headers = { 'x-name': 'Eve', 'x-groups': 'admins', 'x-missing': 'x', 'X-MAIL': 'eve@evil.example' }
    const ada = world.browser()
    await ada.visit(`${world.pageOrigin}/`, { kind: 'background', headers })
    for (const name of Object.keys(headers)) expect(received(world).has(name.toLowerCase())).toBe(false)

    await world.signIn(ada, 'ada', `${world.pageOrigin}/.clearway/sign-in`)
    await ada.visit(`${world.pageOrigin}/`, { kind: 'background', headers })
    expect(received(world).get('x-name')).toEqual(['Ada Lovelace'])
    expect(received(world).has('x-missing')).toBe(false)
  })
})

test('where anyone may call, somebody who is signed in but not allowed is nobody', async () => {
  const world = await openWorld({
    applications: (parts) => `${applications(parts)}
      - { external: "${parts.apiOrigin}/", internal: "${parts.apiInternal}/" }
    allow: { groups: [sales] }`,
  })
  const guest = world.browser()
  await world.signIn(guest, 'guest', `${world.apiOrigin}/`)
  const closed = await guest.get(`${world.apiOrigin}/`, { kind: 'background' })
  expect([closed.status, closed.header('clearway-problem')]).toEqual([403, 'access/not-allowed'])
  expect((await guest.get(`${world.pageOrigin}/`, { kind: 'background' })).status).toBe(200)
  expect(received(world).has('x-name')).toBe(false)
  expect(received(world).has('clearway-assertion')).toBe(false)
})
