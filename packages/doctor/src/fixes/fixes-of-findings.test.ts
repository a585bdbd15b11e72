import { expect, test } from 'vitest'
import {
  api,
  capture,
  keptBack,
  open,
  page,
  preflight,
  type Around,
  type Recorded,
} from '../../test-support/recorded.ts'
import { checks } from '../checks/index.ts'
import { diagnose } from '../diagnose.ts'
import type { Finding } from '../report.ts'
import { runChecks } from '../run-checks.ts'

function findingsIn(recorded: readonly Recorded[], around: Around = {}): readonly Finding[] {
  return runChecks(capture(recorded, around), checks).findings
}

async function findingsOf(text: string): Promise<readonly Finding[]> {
  const bytes = new TextEncoder().encode(text)
  const input = {
    name: 'console.txt',
    async *open() {
      yield await Promise.resolve(bytes)
    },
  }
  return (await diagnose([input], { now: 0 })).findings
}

/** A preflight that does not allow the method PUT, and the call that was not made. */
function refusedPut(
  url: string,
  answers: NonNullable<Recorded['answers']>,
  from = page,
): readonly Recorded[] {
  const asked = { method: 'PUT' }
  return [
    {
      ...preflight(url, asked, {
        status: 204,
        answers: { ...open, 'access-control-allow-origin': from, ...answers },
      }),
      asks: { origin: from, 'access-control-request-method': 'PUT' },
    },
    { url, method: 'PUT', error: keptBack, asks: { origin: from } },
  ]
}

const line = (host: string): string =>
  `Access to fetch at 'https://${host}/a' from origin 'https://contacts.contoso.com' has been blocked by CORS policy: Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.`

test('of a console line, the first fix is not Clearway’s, and names the origins of the line', async () => {
  const [finding] = await findingsOf(line('api.contoso.com'))
  expect(finding?.code).toBe('cors/header-not-allowed')
  expect(finding?.fixes[0]?.stack).toBe('aspnet-core')
  const ofClearway = finding?.fixes.findIndex(({ stack }) => stack === 'clearway')
  expect(ofClearway).toBe((finding?.fixes.length ?? 0) - 1)
  const texts = finding?.fixes.map(({ text }) => text).join('\n')
  expect(texts).toContain('WithOrigins("https://contacts.contoso.com")')
  expect(texts).toContain('external: https://api.contoso.com/contacts/')
  expect(texts).toContain("['api.contoso.com']")
  expect(texts).not.toMatch(/\b(?:contacts|api|app)\.example\.com/)
})

test('of a console line, the host tells the service that publishes the API', async () => {
  const [finding] = await findingsOf(line('contoso.azure-api.net'))
  expect(finding?.fixes[0]?.stack).toBe('api-management')
})

test.each([
  [{ server: 'nginx' }, 'nginx'],
  [{ server: 'Microsoft-IIS/10.0' }, 'iis'],
  [{ 'x-powered-by': 'Express' }, 'node'],
  [{}, 'aspnet-core'],
])('of an answer with %j, the fix for its server comes first', (answers, stack) => {
  const [finding] = findingsIn(refusedPut('https://api.contoso.com/a', answers, 'https://crm.contoso.com'))
  expect(finding?.code).toBe('cors/method-not-allowed')
  expect(finding?.fixes[0]?.stack).toBe(stack)
  expect(finding?.fixes[0]?.text).toContain('https://crm.contoso.com')
})

test('of a refusal of Clearway’s, its own fix comes first', () => {
  const [finding] = findingsIn([
    preflight(
      `${api}/a`,
      { method: 'PUT' },
      { status: 403, answers: { 'clearway-problem': 'cors/origin-not-allowed' } },
    ),
    { url: `${api}/a`, method: 'PUT', error: keptBack },
  ])
  expect(finding?.code).toBe('cors/origin-not-allowed')
  expect(finding?.fixes[0]?.stack).toBe('clearway')
  expect(finding?.fixes[0]?.text).toContain(`external: ${page}/`)
})

test('of a place that a person goes to, the page is the place and not what led there', () => {
  const [finding] = findingsIn([
    {
      url: 'https://crm.contoso.com/.clearway/callback',
      method: 'POST',
      type: 'document',
      asks: { origin: 'https://login.microsoftonline.com', 'sec-fetch-mode': 'navigate' },
      status: 400,
      answers: { 'clearway-problem': 'sign-in/state-missing' },
    },
  ])
  expect(finding?.code).toBe('sign-in/state-missing')
  const texts = JSON.stringify(finding?.fixes)
  expect(texts).toContain('https://crm.contoso.com/')
  expect(texts).not.toContain('contacts.example.com')
  expect(texts).not.toContain('https://login.microsoftonline.com')
})

test('of a log line, the stack is that of the library, and the page the one that it names', async () => {
  const [finding] = await findingsOf(
    "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: 'https://crm.contoso.com'.",
  )
  expect(finding?.code).toBe('idp/redirect-uri-not-spa')
  expect(JSON.stringify(finding?.fixes)).not.toContain('contacts.example.com')
})

test('values that a check put into a fix stay, also where they are like an example', async () => {
  const [finding] = await findingsOf(
    "Access to fetch at 'https://contacts.example.com/a' from origin 'https://api.example.com' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  )
  expect(finding?.fixes[0]?.text).toMatch(
    /https:\/\/contacts\.example\.com\/a.*'Origin: https:\/\/api\.example\.com'/,
  )
})
