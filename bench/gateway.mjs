import { spawnSync } from 'node:child_process'
import { cpus, release } from 'node:os'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEntra } from '@clearway/entra'
import { load, startPinned } from './processes.mjs'
import { get, signIn } from './sign-in.mjs'

const tenant = '7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01'
const client = '5b0f6a6e-9d5d-4a3c-8a3d-2f5a8f0c1b02'
const api = 'c9a2f0de-3b1a-4f57-8a1c-4f2f6f1f2c03'
const user = 'a0000000-0000-4000-8000-000000000001'
const port = 18080
const origin = `http://app.clearway.localhost:${port}`

const directory = {
  tenants: [
    {
      id: tenant,
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
      users: [{ id: user, userPrincipalName: 'ada@contoso.onmicrosoft.com', displayName: 'Ada Lovelace' }],
      applications: [
        {
          appId: client,
          displayName: 'Gateway',
          web: { redirectUris: [`${origin}/.clearway/callback`] },
          passwordCredentials: [{ secretText: 'bench' }],
        },
        {
          appId: api,
          displayName: 'API',
          identifierUris: ['api://bench'],
          api: { requestedAccessTokenVersion: 2 },
          appRoles: [{ value: 'Read', allowedMemberTypes: ['Application'] }],
        },
      ],
    },
  ],
}

const config = (authority, upstream) => `
listen: http://127.0.0.1:${port}
identity: { authority: "${authority}", clientId: ${client}, clientSecret: bench }
sessions: { store: ./data }
applications:
  - name: app
    segments:
      - { external: "${origin}/", internal: "${upstream}/" }
      - { external: "${origin}/open/", internal: "${upstream}/", accept: [anyone] }
      - { external: "${origin}/api/", internal: "${upstream}/", accept: [bearer], bearer: { audiences: [${api}], roles: [Read] } }
`

const tokenFor = async (entra) => {
  const answer = await fetch(`http://127.0.0.1:${entra.port}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client,
      client_secret: 'bench',
      scope: 'api://bench/.default',
    }),
  })
  return (await answer.json()).access_token
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Throughput of the gateway beside bare peers, each pinned to the same one processor, in interleaved rounds. */
export const benchGateway = async ({ rounds = 5, seconds = 3, connections = 64 } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-bench-'))
  const stops = [async () => rmSync(folder, { recursive: true, force: true })]
  try {
    const upstream = await startPinned('./targets/bare-answer.mjs', 1)
    const answer = await startPinned('./targets/bare-answer.mjs', 0)
    const proxy = await startPinned('./targets/bare-proxy.mjs', 0, {
      UPSTREAM: `http://127.0.0.1:${upstream.port}`,
    })
    const entra = await startEntra({ directory })
    const gateway = await startPinned('./targets/clearway.mjs', 0, {
      FOLDER: folder,
      CONFIG: config(entra.authority(tenant), `http://127.0.0.1:${upstream.port}`),
    })
    stops.push(
      ...[upstream, answer, proxy, gateway].map(
        ({ stop }) =>
          async () =>
            stop(),
      ),
      entra.close,
    )
    const cookie = await signIn(`${origin}/`, user)
    const token = await tokenFor(entra)
    const host = { Host: `app.clearway.localhost:${port}` }
    const through = `http://127.0.0.1:${port}`
    const preflight = {
      ...host,
      Origin: origin,
      'Access-Control-Request-Method': 'PUT',
      'Access-Control-Request-Headers': 'content-type',
    }
    const targets = [
      { name: 'bare node:http answer', url: `http://127.0.0.1:${answer.port}/`, headers: {} },
      { name: 'bare undici proxy', url: `http://127.0.0.1:${proxy.port}/`, headers: {} },
      { name: 'Clearway, anonymous', url: `${through}/open/`, headers: host },
      { name: 'Clearway, by session', url: `${through}/`, headers: { ...host, Cookie: cookie } },
      {
        name: 'Clearway, by bearer token',
        url: `${through}/api/`,
        headers: { ...host, Authorization: `Bearer ${token}` },
      },
      { name: 'Clearway, preflight', url: `${through}/`, headers: preflight, method: 'OPTIONS' },
    ]
    // The provider lives in this process, which loading blocks: what is asked of it is asked before.
    for (const { url, headers } of targets) await get(url, { headers })
    const results = targets.map(() => [])
    for (let round = -1; round < rounds; round += 1) {
      for (const [index, target] of targets.entries()) {
        const { rate, failed } = load({ ...target, cpu: 1, seconds: round < 0 ? 2 : seconds, connections })
        if (failed > 0) throw new Error(`${target.name}: ${failed} requests failed`)
        if (round >= 0) results[index].push(rate)
        process.stderr.write('.')
      }
    }
    process.stderr.write('\n')
    return rows(targets, results)
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

const rows = (targets, results) => {
  const [answers, proxies] = results
  const ratio = (values, peers) => median(values.map((value, round) => value / peers[round]))
  return targets.map(({ name, method }, index) => ({
    name,
    rate: median(results[index]),
    least: Math.min(...results[index]),
    most: Math.max(...results[index]),
    toProxy: ratio(results[index], proxies),
    toAnswer: ratio(results[index], answers),
    judged: method === 'OPTIONS' ? 'answer' : 'proxy',
  }))
}

const version = (command, args) => spawnSync(command, args, { encoding: 'utf8' }).stdout.trim().split('\n')[0]

/** The machine and versions that a table was measured on. */
export const measuredOn = () => {
  const { version: clearway } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  return `Clearway ${clearway}, Node ${process.versions.node}, ${cpus().length} x ${model}, Linux ${release()}, ${/wrk \S+/.exec(version('wrk', ['-v']))?.[0] ?? 'wrk'}`
}
