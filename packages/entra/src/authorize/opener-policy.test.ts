import { describe, expect, it } from 'vitest'
import type { Behavior } from '../directory/directory.ts'
import { authorizeParameters, pageUri, pathTo, signIn, startContoso } from '../../test-support/running.ts'

type Mode = Behavior['crossOriginOpenerPolicy']
const policy = (response: Response): string | null => response.headers.get('cross-origin-opener-policy')

describe('Cross-Origin-Opener-Policy', () => {
  it.each<[Mode, Record<string, string>, string | null]>([
    [undefined, {}, null],
    ['off', {}, null],
    ['entra', {}, 'same-origin'],
    ['entra', { pocd: '0' }, 'same-origin'],
    ['entra', { pocd: '1' }, null],
    ['always', { pocd: '1' }, 'same-origin'],
  ])('of pages in mode %s with %o is %s', async (mode, more, expected) => {
    const running = await startContoso()
    running.directory.behavior = { ...(mode !== undefined && { crossOriginOpenerPolicy: mode }) }
    running.ada.passwordProfile = { password: 'right' }
    const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
    const browser = running.createBrowser()
    const get = (with_: Record<string, string> = {}): Promise<Response> =>
      browser.request(pathTo('oauth2/v2.0/authorize', { ...parameters, ...with_ }))
    const pages = [
      await get(),
      await signIn(browser, parameters, running.ada),
      await get({ redirect_uri: 'https://evil.example.com/' }),
    ]
    expect(pages.map(policy)).toEqual([expected, expected, expected])
    const silent = await get({ prompt: 'none' })
    expect([silent.status, policy(silent)]).toEqual([302, null])
    const posted = await get({ prompt: 'none', response_mode: 'form_post' })
    expect([posted.status, policy(posted)]).toEqual([200, null])
  })
})
