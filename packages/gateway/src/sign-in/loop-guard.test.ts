import { expect, test } from 'vitest'
import { createLoopGuard } from './loop-guard.ts'

const start = (): { guard: ReturnType<typeof createLoopGuard>; advance: (ms: number) => void } => {
  let time = 0
  return { guard: createLoopGuard(() => time), advance: (ms) => (time += ms) }
}

const signIn = (
  { guard }: ReturnType<typeof start>,
  times: number,
  browser = 'b',
  application = 'a',
): void => {
  for (let done = 0; done < times; done += 1) guard.signedIn(browser, application)
}

test('four sign-ins of one browser at one application within half a minute are a circle', () => {
  const at = start()
  signIn(at, 3)
  expect(at.guard.isLooping('b', 'a')).toBe(false)
  signIn(at, 1)
  expect(at.guard.isLooping('b', 'a')).toBe(true)
})

test('other browsers and other applications are not part of it', () => {
  const at = start()
  signIn(at, 4)
  expect([at.guard.isLooping('c', 'a'), at.guard.isLooping('b', 'c')]).toEqual([false, false])
})

test('half a minute later it may be tried again', () => {
  const at = start()
  signIn(at, 4)
  at.advance(29_999)
  expect(at.guard.isLooping('b', 'a')).toBe(true)
  at.advance(1)
  expect(at.guard.isLooping('b', 'a')).toBe(false)
})

test('sign-ins apart are none', () => {
  const at = start()
  for (let done = 0; done < 20; done += 1) {
    signIn(at, 1)
    at.advance(10_000)
    expect(at.guard.isLooping('b', 'a')).toBe(false)
  }
})
