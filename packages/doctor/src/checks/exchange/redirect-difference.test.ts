import { expect, test } from 'vitest'
import { redirectDifference } from './redirect-difference.ts'

test.each([
  ['http://a.example/x', 'https://a.example/x', 'scheme'],
  ['https://a.example/x', 'https://a.example/x/', 'trailing-slash'],
  ['https://a.example/x/', 'https://a.example/x', 'trailing-slash'],
  ['https://a.example/', 'https://www.a.example/', 'www'],
  ['https://www.a.example/', 'https://a.example/', 'www'],
  ['https://a.example/X', 'https://a.example/x', 'letter-case'],
  ['https://a.example:8443/x', 'https://a.example/x', 'port'],
])('%s to %s corrects the %s', (from, to, kind) => expect(redirectDifference(from, to)?.kind).toBe(kind))

test.each([
  ['https://a.example/x', 'https://a.example/y'],
  ['https://a.example/x', 'https://b.example/x'],
  ['https://a.example/x', 'https://a.example/x'],
  ['nonsense', 'https://a.example/'],
])('%s to %s leads elsewhere', (from, to) => expect(redirectDifference(from, to)).toBeUndefined())
