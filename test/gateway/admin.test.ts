import { expect, test } from 'vitest'
import { request, type Answer } from '../support/http-client.ts'
import type { World, WorldOptions } from '../support/world.ts'
import { openWorld } from './open-world.ts'

const withAdmin = async (
  options: WorldOptions = {},
): Promise<{ readonly world: World; readonly ask: (path: string, method?: string) => Promise<Answer> }> => {
  const world = await openWorld({ ...options, top: 'admin: http://127.0.0.1:0' })
  const admin = `http://127.0.0.1:${world.gateway.adminPort}`
  return { world, ask: (path, method = 'GET') => request(admin + path, { method }) }
}

const valueOf = (metrics: string, series: string): number | undefined => {
  const line = metrics.split('\n').find((each) => each.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

test('the admin listener says that the process lives and would serve', async () => {
  const { ask } = await withAdmin()
  expect([(await ask('/healthz')).status, (await ask('/healthz')).text()]).toEqual([200, 'ok\n'])
  expect([(await ask('/readyz')).status, (await ask('/readyz')).text()]).toEqual([200, 'ready\n'])
  expect((await ask('/readyz')).header('cache-control')).toBe('no-store')
})

test('a gateway that is told to stop is no longer ready, and still alive', async () => {
  let finish: () => void = () => {}
  let arrived: () => void = () => {}
  const reached = new Promise<void>((resolve) => (arrived = resolve))
  const { world, ask } = await withAdmin({
    page: (incoming, response) => {
      if (incoming.url !== '/slow') return void response.end('page')
      finish = () => response.end('done')
      arrived()
    },
  })
  const ada = world.browser()
  await world.signIn(ada)
  const slow = ada.get(`${world.pageOrigin}/slow`, { kind: 'background' })
  await reached
  const stopped = world.gateway.stop()
  expect([(await ask('/readyz')).status, (await ask('/healthz')).status]).toEqual([503, 200])
  finish()
  expect((await slow).text()).toBe('done')
  await stopped
})

test('metrics count requests, sign-ins, renewals, refusals and sign-outs', async () => {
  const { world, ask } = await withAdmin()
  const ada = world.browser()
  await ada.get(`${world.pageOrigin}/`, { kind: 'background' })
  await world.signIn(ada)
  world.advance(5 * 60_000)
  await ada.get(`${world.apiOrigin}/`, { kind: 'background', origin: world.pageOrigin })
  await ada.get(`${world.pageOrigin}/.clearway/callback?state=x&code=y`, { kind: 'navigation' })
  await ada.get(`${world.pageOrigin}/.clearway/sign-out`, { kind: 'navigation' })

  const answer = await ask('/metrics')
  expect(answer.header('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const metrics = answer.text()
  expect(valueOf(metrics, 'clearway_refusals_total{problem="session/missing"}')).toBe(2)
  expect(valueOf(metrics, 'clearway_refusals_total{problem="sign-in/state-invalid"}')).toBe(1)
  expect(valueOf(metrics, 'clearway_sign_ins_total{outcome="completed"}')).toBe(1)
  expect(valueOf(metrics, 'clearway_renewals_total{outcome="renewed"}')).toBe(1)
  expect(valueOf(metrics, 'clearway_sign_outs_total')).toBe(1)
  expect(
    valueOf(
      metrics,
      'clearway_requests_total{application="contacts",kind="background",caller="session",status="2xx"}',
    ),
  ).toBe(1)
  for (const private_ of ['ada', 'localhost', 'eyJ', '/.clearway/', world.pageOrigin])
    expect(metrics).not.toContain(private_)
})

test('a navigation that cannot be led to sign-in counts as what it was told, once', async () => {
  const { world, ask } = await withAdmin()
  await world.entra.close()
  await world.browser().get(`${world.pageOrigin}/`, { kind: 'navigation' })
  const metrics = (await ask('/metrics')).text()
  expect(metrics.split('\n').filter((line) => line.startsWith('clearway_refusals_total{'))).toEqual([
    'clearway_refusals_total{problem="sign-in/provider-unreachable"} 1',
  ])
})

test('the admin listener answers GET and HEAD, three paths, and nothing of the gateway', async () => {
  const { ask } = await withAdmin()
  expect((await ask('/healthz', 'POST')).status).toBe(405)
  expect((await ask('/healthz', 'HEAD')).status).toBe(200)
  for (const path of ['/', '/metrics/', '/.clearway/session', '/healthz/..', '/%6detrics']) {
    expect((await ask(path)).status).toBe(404)
  }
})

test('metrics and health are not on the public listener', async () => {
  const { world } = await withAdmin()
  const ada = world.browser()
  await world.signIn(ada)
  for (const path of ['/metrics', '/healthz', '/readyz']) {
    expect((await world.browser().get(world.pageOrigin + path, { kind: 'background' })).status).toBe(401)
    expect((await ada.get(world.pageOrigin + path, { kind: 'background' })).text()).toBe('page')
  }
})
