import type { OutgoingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { shareWorld } from './open-world.ts'

let said: OutgoingHttpHeaders = {}
let status = 200

const world = shareWorld({
  page: (_request, response) => response.writeHead(status, said).end('http://127.0.0.1/app/'),
  applications: ({ pageOrigin, apiOrigin, pageInternal }) => `
  - name: public
    segments:
      - external: ${pageOrigin}/crm/
        internal: ${pageInternal}/app/
        accept: [anyone]
      - external: ${apiOrigin}/
        internal: ${pageInternal}/
        accept: [anyone]
`,
})

/** What becomes of one header of the internal app, published as `<page>/crm/` from `<internal>/app/`. */
const returned = async (
  name: string,
  value: string | readonly string[],
  withStatus = 302,
): Promise<readonly string[]> => {
  said = { [name]: typeof value === 'string' ? value : [...value] }
  status = withStatus
  return (await request(`${world().pageOrigin}/crm/x`)).headerValues(name)
}

test.each([201, 301, 302, 303, 307, 308])(
  'a Location of %i leads to the external address',
  async (withStatus) => {
    const { pageInternal, pageOrigin } = world()
    expect(await returned('Location', `${pageInternal}/app/next?a=b#c`, withStatus)).toEqual([
      `${pageOrigin}/crm/next?a=b#c`,
    ])
  },
)

test('a Location that is a path stays one, below the external prefix', async () => {
  expect(await returned('Location', '/app/next')).toEqual(['/crm/next'])
  expect(await returned('Location', '/app')).toEqual(['/crm'])
  expect(await returned('Location', 'next')).toEqual(['next'])
})

test('Content-Location is translated like Location', async () => {
  expect(await returned('Content-Location', `${world().pageInternal}/app/this`, 200)).toEqual([
    `${world().pageOrigin}/crm/this`,
  ])
})

test('addresses of other hosts stay, look-alikes too', async () => {
  const { host, port } = new URL(world().pageInternal)
  const others = [
    'https://elsewhere.example/app/',
    `http://${host}.evil.example/app/`,
    `http://${host}@evil.example/app/`,
    `https://${host}/app/`,
    `http://127.0.0.1:${port}1/app/`,
    `//evil.example/app/`,
  ]
  for (const other of others) expect(await returned('Location', other)).toEqual([other])
})

test('a redirect of the internal app can be followed', async () => {
  const { pageInternal, pageOrigin, page } = world()
  const [location = ''] = await returned('Location', `${pageInternal}/app/next`)
  expect(location).toBe(`${pageOrigin}/crm/next`)
  await request(location)
  expect(page.requests.at(-1)?.url).toBe('/app/next')
})

test('cookies lose an internal domain and get the external path, each line for itself', async () => {
  expect(
    await returned('Set-Cookie', [
      'a=1; Domain=127.0.0.1; Path=/app/; HttpOnly',
      'b=2; path=/app/deep; Secure; SameSite=None',
      'c=3',
      'd=4; Domain=clearway.localhost; Path=/elsewhere',
      'path=/app/x; Max-Age=1',
    ]),
  ).toEqual([
    'a=1; Path=/crm; HttpOnly',
    'b=2; Path=/crm/deep; Secure; SameSite=None',
    'c=3',
    'd=4; Domain=clearway.localhost; Path=/elsewhere',
    'path=/app/x; Max-Age=1',
  ])
})

test('bodies and other headers stay as they are', async () => {
  const { pageInternal, pageOrigin } = world()
  expect(await returned('X-Address', `${pageInternal}/app/`)).toEqual([`${pageInternal}/app/`])
  said = { Location: `${pageInternal}/app/` }
  status = 200
  expect((await request(`${pageOrigin}/crm/x`)).text()).toBe('http://127.0.0.1/app/')
})

test('each segment translates for itself', async () => {
  const { apiOrigin, pageInternal } = world()
  said = { Location: `${pageInternal}/app/next`, 'Set-Cookie': 'a=1; Path=/app' }
  status = 302
  const answer = await request(`${apiOrigin}/x`)
  expect(answer.headerValues('location')).toEqual([`${apiOrigin}/app/next`])
  expect(answer.headerValues('set-cookie')).toEqual(['a=1; Path=/app'])
})
