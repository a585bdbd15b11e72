import { expect, test } from 'vitest'
import { paintOf, showsUnicode, wantsColour } from './terminal-style.ts'

test.each([
  [true, true, {}],
  [false, false, {}],
  [false, true, { NO_COLOR: '1' }],
  [true, true, { NO_COLOR: '' }],
  [true, false, { FORCE_COLOR: '1' }],
  [false, true, { FORCE_COLOR: '0' }],
  [false, true, { FORCE_COLOR: '1', NO_COLOR: '1' }],
  [false, true, { TERM: 'dumb' }],
  [false, false, { CI: 'true' }],
])('colour is %s where a terminal is %s and the environment %j', (colour, isTTY, env) => {
  expect(wantsColour({ isTTY, env, platform: 'linux' })).toBe(colour)
})

test.each<[boolean, NodeJS.Platform, Record<string, string>]>([
  [true, 'linux', { LANG: 'en_GB.UTF-8' }],
  [true, 'linux', { LC_CTYPE: 'C.utf8', LANG: 'C' }],
  [false, 'linux', { LC_ALL: 'C', LANG: 'en_GB.UTF-8' }],
  [false, 'linux', {}],
  [false, 'win32', { LANG: 'en_GB.UTF-8' }],
  [true, 'win32', { WT_SESSION: '1' }],
])('more than ASCII is shown: %s on %s with %j', (unicode, platform, env) => {
  expect(showsUnicode({ isTTY: true, env, platform })).toBe(unicode)
})

test('paint is colour, or the text itself', () => {
  expect(paintOf(false).error('x')).toBe('x')
  expect(paintOf(true).error('x')).toBe('\u001B[31mx\u001B[39m')
})
