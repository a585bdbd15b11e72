import type { Directory, EntraEvent } from '@clearway/entra'
import { expect, test } from 'vitest'
import { eventLine } from './event-line.ts'

const app = 'bbbbbbbb-0000-4000-8000-000000000001'
const user = 'cccccccc-0000-4000-8000-000000000001'
const tenant = 'aaaaaaaa-0000-4000-8000-000000000001'

const directory: Directory = {
  tenants: [
    {
      id: tenant,
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
      users: [{ id: user, userPrincipalName: 'ada@contoso.onmicrosoft.com', displayName: 'Ada' }],
      applications: [{ appId: app, displayName: 'Shop\u001B[2J\nand more' }],
    },
  ],
}

test.each<[EntraEvent, string]>([
  [{ type: 'signed-in', tenant, user, app }, 'ada@contoso.onmicrosoft.com signed in to Shop�[2J�and more'],
  [
    { type: 'signed-in', tenant, user, app: '29d9ed98-a469-4536-ade2-f981bc1d605e' },
    'ada@contoso.onmicrosoft.com signed in to the device login page',
  ],
  [{ type: 'signed-out', users: [user, 'gone'] }, 'ada@contoso.onmicrosoft.com, gone signed out'],
  [{ type: 'signed-out', users: [] }, 'somebody signed out who was not signed in'],
  [
    { type: 'code-issued', tenant, user, app: 'other', silent: true },
    'other got a code for ada@contoso.onmicrosoft.com, without a page',
  ],
  [
    { type: 'tokens-issued', grant: 'refresh_token', tenant, user, app: 'other' },
    'other got tokens of ada@contoso.onmicrosoft.com for a refresh token',
  ],
  [
    { type: 'tokens-issued', grant: 'client_credentials', tenant, app: 'other' },
    'other got tokens for its own credentials',
  ],
  [
    { type: 'back-channel-logout', app: 'other', outcome: 'refused' },
    'other was told of a sign-out: refused',
  ],
  [{ type: 'refused', endpoint: 'token', code: 9002326, app: 'other' }, 'AADSTS9002326 to other at token'],
  [{ type: 'refused', endpoint: 'authorize', code: 50011 }, 'AADSTS50011 at authorize'],
  [{ type: 'refused', endpoint: 'sign-in', code: 90118, family: 'AADB2C' }, 'AADB2C90118 at sign-in'],
])('%j is told on one line, with names where the directory has them', (event, line) => {
  expect(eventLine(event, directory)).toBe(line)
})
