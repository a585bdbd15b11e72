// The local Entra ID: tokens a second beside bare signing, memory, and how long a person or a test waits for its start.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { load, requireTools, startPinned } from './processes.mjs'

const tenant = '7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01'
const daemon = '5b0f6a6e-9d5d-4a3c-8a3d-2f5a8f0c1b02'
const native = 'e1d4b1c2-7a65-4d39-b7be-1a2b3c4d5e04'
const api = 'c9a2f0de-3b1a-4f57-8a1c-4f2f6f1f2c03'

const directory = {
  tenants: [
    {
      id: tenant,
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
      users: [
        {
          id: 'a0000000-0000-4000-8000-000000000001',
          userPrincipalName: 'ada@contoso.onmicrosoft.com',
          displayName: 'Ada Lovelace',
          passwordProfile: { password: 'bench' },
        },
      ],
      applications: [
        { appId: daemon, displayName: 'Daemon', passwordCredentials: [{ secretText: 'bench' }] },
        {
          appId: native,
          displayName: 'Native',
          publicClient: { redirectUris: ['http://localhost'] },
          isFallbackPublicClient: true,
        },
        {
          appId: api,
          displayName: 'API',
          identifierUris: ['api://bench'],
          api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'Read' }] },
          appRoles: [{ value: 'Read.All', allowedMemberTypes: ['Application'] }],
        },
      ],
    },
  ],
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** A token request that succeeds, and how many signatures its answer holds. */
const requestsTo = async (url) => {
  const own = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: daemon,
    client_secret: 'bench',
    scope: 'api://bench/.default',
  })
  const scope = 'openid profile offline_access api://bench/Read'
  const person = { grant_type: 'password', username: 'ada@contoso.onmicrosoft.com', password: 'bench' }
  const signedIn = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ ...person, client_id: native, scope }),
  })
  const { refresh_token: refreshToken } = await signedIn.json()
  if (refreshToken === undefined) throw new Error('signing in with a password gave no refresh token')
  const refresh = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: native,
    refresh_token: refreshToken,
    scope,
  })
  return [
    { name: 'client credentials (access token)', body: own.toString(), signatures: 1 },
    { name: 'refresh (access token, id token)', body: refresh.toString(), signatures: 2 },
  ]
}

const bareSigning = (how, seconds) => {
  const file = fileURLToPath(new URL('./targets/bare-signing.mjs', import.meta.url))
  const args = ['-c', '0', process.execPath, file, how, String(seconds)]
  const { stdout, stderr, status } = spawnSync('taskset', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`bare signing ended with ${status}: ${stderr}`)
  return Number(stdout)
}

/** Seconds of processor time that a process has used; the kernel counts hundredths. */
const processorTimeOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

/** Megabytes that a process holds, now and at most. */
const memoryOf = (pid) => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1]) / 1024)
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') }
}

/**
 * What bare signing and the token endpoint do in a second of processor time, which neighbours on the machine do not
 * change; pinned to one processor, in interleaved rounds.
 */
const benchTokens = async ({ rounds = 5, seconds = 3, connections = 64 } = {}) => {
  const entra = await startPinned('./targets/entra.mjs', 0, { DIRECTORY: JSON.stringify(directory) })
  try {
    const url = `http://127.0.0.1:${entra.port}/${tenant}/oauth2/v2.0/token`
    const requests = await requestsTo(url)
    const idle = memoryOf(entra.pid).now
    const results = { jose: [], node: [], answers: requests.map(() => []) }
    for (let round = -1; round < rounds; round += 1) {
      const time = round < 0 ? 1 : seconds
      const [jose, node] = ['jose', 'node'].map((how) => bareSigning(how, time))
      const answers = requests.map(({ name, body }) => {
        const before = processorTimeOf(entra.pid)
        const { rate, failed } = load({ url, method: 'POST', body, cpu: 1, seconds: time, connections })
        if (failed > 0) throw new Error(`${name}: ${failed} requests failed`)
        return (rate * time) / (processorTimeOf(entra.pid) - before)
      })
      process.stderr.write('.')
      if (round < 0) continue
      results.jose.push(jose)
      results.node.push(node)
      for (const [index, rate] of answers.entries()) results.answers[index].push(rate)
    }
    process.stderr.write('\n')
    return { requests, results, memory: { idle, most: memoryOf(entra.pid).most } }
  } finally {
    entra.stop()
  }
}

const medianOfStarts = async (start) => {
  const times = []
  for (let round = 0; round < 7; round += 1) {
    const began = performance.now()
    const child = start()
    await child.ready
    times.push(performance.now() - began)
    child.process.kill('SIGKILL')
    await child.gone
  }
  return median(times)
}

/** Milliseconds from starting Node until `startEntra` listens. */
const benchStartEntra = () =>
  medianOfStarts(() => {
    const file = fileURLToPath(new URL('./targets/entra.mjs', import.meta.url))
    const child = spawn(process.execPath, [file], {
      env: { ...process.env, DIRECTORY: JSON.stringify(directory) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    return { process: child, ready: once(child, 'message'), gone: once(child, 'exit') }
  })

/** Milliseconds from starting `clearway entra` until it says where it listens. */
const benchCommand = () =>
  medianOfStarts(() => {
    const main = fileURLToPath(new URL('../packages/clearway/dist/main.js', import.meta.url))
    const child = spawn(process.execPath, [main, 'entra', '--port', '0', '--admin-port', '0'])
    const gone = once(child, 'exit')
    const said = new Promise((resolve) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => /https?:\/\//.test(text) && resolve())
      }
    })
    const ended = gone.then(([code]) => Promise.reject(new Error(`clearway entra ended with ${code}`)))
    return { process: child, ready: Promise.race([said, ended]), gone }
  })

/** The lines of Entra's table. */
export const benchEntra = async () => {
  requireTools()
  const start = await benchStartEntra()
  const command = await benchCommand()
  const { memory, requests, results } = await benchTokens()
  const ratio = (rates, peers, signatures = 1) =>
    median(rates.map((rate, round) => (signatures * rate) / peers[round])).toFixed(2)
  const row = (name, rates, signatures) =>
    `| ${name} | ${Math.round(median(rates))} a second | ${ratio(rates, results.jose, signatures)} | ${ratio(rates, results.node, signatures)} |`
  return [
    '| what | figure | signatures, to jose’s | signatures, to node:crypto’s |',
    '|---|---|---|---|',
    row('bare signing, jose', results.jose, 1),
    row('bare signing, node:crypto', results.node, 1),
    ...requests.map(({ name, signatures }, index) => row(name, results.answers[index], signatures)),
    `| memory, idle and at most | ${memory.idle} MB, ${memory.most} MB | | |`,
    `| \`startEntra\`, from cold | ${Math.round(start)} ms | | |`,
    `| \`clearway entra\`, from cold | ${Math.round(command)} ms | | |`,
  ]
}
