import { expect, test } from 'vitest'
import { differingParts } from './origin-parts.ts'

test.each([
  ['https://a.example', 'https://a.example', []],
  ['https://a.example', 'http://a.example', ['scheme https and http']],
  ['https://a.example', 'https://b.example', ['host a.example and b.example']],
  ['https://a.example', 'https://a.example:8443', ['port 443 and 8443']],
  [
    'http://a.example',
    'https://b.example:8443',
    ['scheme http and https', 'host a.example and b.example', 'port 80 and 8443'],
  ],
  ['null', 'https://a.example', []],
])('%s and %s differ in %j', (one, other, parts) => expect(differingParts(one, other)).toEqual(parts))
