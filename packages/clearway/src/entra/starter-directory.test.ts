import { parseDirectory, type Application, type Directory } from '@clearway/entra'
import { expect, test } from 'vitest'
import { describeDirectory } from './describe-directory.ts'
import { firstPage, msalConfig } from './msal-config.ts'
import { starterDirectory } from './starter-directory.ts'

const starter = (): Directory => {
  const loaded = parseDirectory(starterDirectory, 'starter')
  if (!loaded.ok) throw new Error(loaded.text)
  return loaded.directory
}

test('the starter directory has no mistakes, and none once its comments are taken as lines', () => {
  expect(starter().tenants).toHaveLength(2)
  const uncommented = starterDirectory.replace(/^# (faults:|  .*)$/gm, '$1')
  const loaded = parseDirectory(uncommented, 'starter')
  expect(loaded.ok && loaded.directory.faults).toMatchObject([{ error: 50076 }])
})

test('each of its pages may come from the usual development servers', () => {
  const applications = starter().tenants.flatMap(({ applications = [] }) => applications)
  const pages = applications.filter(({ spa, web }) => spa ?? web?.implicitGrantSettings)
  expect(pages.map(({ displayName }) => displayName)).toEqual(['My page', 'My older page', 'My shop'])
  for (const { spa, web } of pages)
    expect((spa ?? web)?.redirectUris).toEqual(
      [3000, 4200, 5173, 8000, 8080].flatMap((port) =>
        ['', '/', '/redirect.html'].map((path) => `http://localhost:${port}${path}`),
      ),
    )
})

test('MSAL gets the authority with its user flow, and the port among the known authorities', () => {
  const [contoso, b2c] = starter().tenants
  const origin = 'https://localhost:8443'
  expect(firstPage({ tenants: contoso ? [contoso] : [] })?.path).toBe('contoso.onmicrosoft.com')
  const page = firstPage({ tenants: b2c ? [b2c] : [] })
  expect(page && msalConfig(origin, page)).toContain(
    `authority: '${origin}/fabrikamb2c.onmicrosoft.com/B2C_1_susi',\n    knownAuthorities: ['localhost:8443']`,
  )
  expect(firstPage({ tenants: [] })).toBeUndefined()
})

test('a large directory is shown in part', () => {
  const applications = Array.from({ length: 5000 }, (_, index): Application => ({
    appId: `${index}`,
    displayName: 'x',
  }))
  const text = describeDirectory('http://localhost', {
    tenants: [{ id: 'i', domain: 'd', displayName: 'n', applications }],
  })
  expect(text.split('\n').length).toBeLessThan(25)
  expect(text).toContain('… and 4988 more')
})
