import { afterEach, expect, test } from 'vitest'
import { killAll, run } from './clearway.ts'

afterEach(killAll)

const utf8 = { LANG: 'C.UTF-8' }

test('two apps published apart are told in what they differ and what brings them together', async () => {
  const { code, stdout, stderr } = await run(
    ['origins', 'https://page-contoso.msappproxy.net/', 'https://api-contoso.msappproxy.net/'],
    utf8,
  )
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatchSnapshot()
})

test('a session that is lost on the way ranks the ways otherwise', async () => {
  const urls = ['https://app.example.com', 'https://api.example.com']
  const { stdout } = await run(['origins', ...urls, '--redirected'], utf8)
  expect(stdout).toMatch(/^1\. Answer calls without a session with 401 \(begin here\)$/m)
})

test.each([
  ['one URL', ['https://app.example.com']],
  ['no URL', ['app', 'api']],
  ['another scheme', ['file:///x', 'https://app.example.com']],
])('%s ends with 2 and says what is needed', async (_, operands) => {
  const { code, stdout, stderr } = await run(['origins', ...operands])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^clearway origins: /)
})
