import { request } from 'node:http'

/** One request to this machine, whatever the name in the URL. */
export const get = (url, { method = 'GET', headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const { host, port, pathname, search } = new URL(url)
    const outgoing = request(
      { host: '127.0.0.1', port, path: pathname + search, method, headers: { host, ...headers } },
      (answer) => {
        const chunks = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })

const cookiesOf = ({ headers }) => (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
const attribute = (html, name) => html.match(new RegExp(`${name}="([^"]*)"`))?.[1].replaceAll('&amp;', '&')
const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' }

/** Signs in through the gateway and the local Entra; returns the session cookie. */
export const signIn = async (url, userId) => {
  const sent = await get(url, { headers: navigation })
  const authorize = sent.headers.location
  const page = await get(authorize)
  const action = new URL(attribute(page.text, 'action'), authorize)
  const hidden = /name="request" value="([^"]*)"/
    .exec(page.text)[1]
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
  const picked = await get(action, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ request: hidden, user: userId }).toString(),
  })
  const back = await get(picked.headers.location, { headers: { ...navigation, cookie: cookiesOf(sent) } })
  const cookie = cookiesOf(back)
  if (!cookie.includes('clearway')) throw new Error(`signing in failed: ${back.status} ${back.text}`)
  return cookie
}
