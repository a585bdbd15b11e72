import { expect, test, vi } from 'vitest'
import { contoso } from '../../packages/clearway/src/lab/directory.ts'
import { request } from '../support/http-client.ts'
import type { World } from '../support/world.ts'
import { openWorld } from './open-world.ts'

const of = (tenant: string) => ({ authority: ({ origin }: { origin: string }) => `${origin}/${tenant}/v2.0` })

/** A world whose gateway signs in people of other tenants, too. */
const openSharedWorld = async (tenant: string, identity: string): Promise<World> => {
  const world = await openWorld({ ...of(tenant), identity })
  const applications = world.directory.tenants.flatMap((each) => each.applications ?? [])
  for (const application of applications) application.signInAudience = 'AzureADMultipleOrgs'
  return world
}

test.each<[what: string, tenant: string, identity?: string]>([
  ['the domain of a tenant', 'contoso.onmicrosoft.com'],
  ['the id of a tenant, in capitals', contoso.tenant.toUpperCase()],
  ['common, with the tenants that may sign in', 'common', `  tenants: [${contoso.tenant}]`],
  ['organizations likewise', 'organizations', `  tenants: [${contoso.tenant}]`],
])('people sign in by an authority with %s', async (_what, tenant, identity = '') => {
  const world = await openSharedWorld(tenant, identity)
  const signedIn = await world.signIn(world.browser())
  expect([signedIn.status, signedIn.text()]).toEqual([200, 'page'])
})

test.each<[tenants: string, status: number, problem: string | undefined]>([
  [contoso.tenant, 200, undefined],
  [contoso.gateway, 401, 'token/issuer'],
])(
  'at common an API takes tokens of the tenants that may sign in: %s gets %i',
  async (tenants, ...expected) => {
    const world = await openSharedWorld('common', `  tenants: [${tenants}]`)
    const headers = { authorization: `Bearer ${await world.apiToken()}` }
    const answer = await request(`${world.apiOrigin}/`, { headers })
    expect([answer.status, answer.header('clearway-problem')]).toEqual(expected)
  },
)

test('by common only people of the tenants that may', async () => {
  const world = await openSharedWorld('common', `  tenants: [${contoso.gateway}]`)
  const answer = await world.signIn(world.browser())
  expect(answer.header('clearway-problem')).toBe('sign-in/tenant-not-allowed')
  // Starting again would lead back with the same account.
  expect(answer.text()).toMatch(/\/\.clearway\/sign-in\?[^"]*account=other">Use another account</)
})

test('an authority with another issuer is told with what to write, at the start, in the log and on the page', async () => {
  const world = await openWorld({ authority: ({ origin }) => `${origin}/contoso.onmicrosoft.com` })
  const told = [
    `name the issuer https://sts.windows.net/${contoso.tenant}/`,
    `write authority: ${world.entra.origin}/contoso.onmicrosoft.com/v2.0`,
  ]
  const causes = () => world.log.filter((line) => told.every((text) => String(line['cause']).includes(text)))
  await vi.waitFor(() => expect(causes()).toHaveLength(1), 10_000)
  expect(causes()[0]).toMatchObject({ fault: 'other-issuer', msg: 'nobody can sign in for now' })

  const page = await world.browser().get(`${world.pageOrigin}/`, { kind: 'navigation' })
  expect([page.status, page.header('clearway-problem')]).toEqual([502, 'sign-in/provider-answer-invalid'])
  for (const text of told) expect(page.text()).toContain(text)
  expect(causes()[1]).toMatchObject({ problem: 'sign-in/provider-answer-invalid' })
})
