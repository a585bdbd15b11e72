import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createViteServer } from 'vitest/node'
import { documentOf, table } from './markdown.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The tests' own tables are TypeScript; they are loaded as Vitest loads them. */
const loadMatrices = async () => {
  const server = await createViteServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, watch: null, ws: false },
  })
  try {
    const { browserClients } = await server.ssrLoadModule('/test/clients/browser/matrix.ts')
    const { nodeClients } = await server.ssrLoadModule('/test/clients/node/matrix.ts')
    return { browserClients, nodeClients }
  } finally {
    await server.close()
  }
}

const { browserClients, nodeClients } = await loadMatrices()

const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

/** A client with the version that is installed: `name 5` becomes `name 5.29.0`. Clearway itself has none here. */
const withVersion = (client) => {
  const [name, major] = client.split(' ')
  const versions = Object.entries(devDependencies).map(([alias, wanted]) =>
    wanted.startsWith(`npm:${name}@`) ? wanted.slice(`npm:${name}@`.length) : alias === name ? wanted : '',
  )
  const version = versions.find((each) => each.startsWith(`${major}.`))
  return version === undefined ? client : `${name} ${version}`
}

const clientsOf = (rows) => [...new Set(rows.map(({ client }) => client))]

const flowsOf = (rows, client) =>
  rows
    .filter((row) => row.client === client)
    .map(({ flow, thirdPartyCookies = '', outcome }) => [flow, thirdPartyCookies, outcome])

const browserTables = clientsOf(browserClients).flatMap((client) => [
  `### ${withVersion(client)}`,
  table(['flow', 'third-party cookies', 'what comes of it'], flowsOf(browserClients, client)),
])

const nodeTables = clientsOf(nodeClients).flatMap((client) => [
  `### ${withVersion(client)}`,
  table(
    ['flow', 'what comes of it'],
    flowsOf(nodeClients, client).map(([flow, , outcome]) => [flow, outcome]),
  ),
])

const render = () =>
  documentOf('test/clients', [
    '# Which clients sign in at the local Entra ID',
    'Each row is a test: the client as its authors published it, with nothing of it changed, does what the row says ' +
      'against `@clearway/entra` over TLS, and what comes of it is compared with the last column. Errors are in the ' +
      'client’s own words: the name of the error, its code, and Entra’s number where the client passes it on.',
    '## In Chromium',
    'The pages are on another site than Entra unless a row says otherwise. Where a setting for third-party cookies ' +
      'is named, the outcome depends on it, and both settings have their row; all others were tried with third-party ' +
      'cookies blocked.',
    ...browserTables,
    '## In Node',
    ...nodeTables,
  ])

/** What the clients do against the local Entra ID. */
export const clientReference = [{ path: 'docs/reference/clients.md', render }]
