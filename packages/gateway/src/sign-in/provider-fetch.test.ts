import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProviderFetch } from './provider-fetch.ts'

const fixture = (name: string): string =>
  readFileSync(new URL(`../config/fixtures/${name}`, import.meta.url), 'utf8')
const certificate = fixture('tls.crt')

const server = createServer({ cert: certificate, key: fixture('tls.key') }, (_request, response) => {
  response.end('metadata')
})
let url: string

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `https://fixture.clearway.localhost:${(server.address() as AddressInfo).port}/`
})
afterAll(() => void server.close())

test('a provider with a certificate of a private authority is read by who was given that authority', async () => {
  const { fetch, close } = createProviderFetch(certificate)
  expect(await (await fetch(url)).text()).toBe('metadata')
  await close()
})

test('without that authority it is not', async () => {
  const { fetch, close } = createProviderFetch(undefined)
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })
  await close()
})
