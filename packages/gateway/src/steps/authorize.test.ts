import type { TokenClaims } from '@clearway/rules/token'
import { describe, expect, test } from 'vitest'
import type { AllowRule } from '../plan.ts'
import { isAllowed } from './authorize.ts'

const rule = (parts: { groups?: string[]; roles?: string[]; users?: string[] }): AllowRule => ({
  everyone: false,
  groups: new Set(parts.groups),
  roles: new Set(parts.roles),
  users: new Set(parts.users),
})

const sales = rule({ groups: ['sales'], roles: ['Reader'], users: ['ada@contoso.example'] })

describe('somebody is allowed', () => {
  test.each<[string, AllowRule, TokenClaims]>([
    ['where everybody is', { everyone: true }, {}],
    ['by one group of several', sales, { groups: ['finance', 'sales'] }],
    ['by a role', sales, { roles: ['Reader'] }],
    ['by name, in any case', sales, { preferred_username: 'Ada@CONTOSO.example' }],
    ['by a claim that is one text', sales, { groups: 'sales' }],
  ])('%s', (_, allow, claims) => {
    expect(isAllowed(allow, claims)).toBe(true)
  })
})

describe('nobody is allowed', () => {
  test.each<[string, AllowRule, TokenClaims]>([
    ['without claims', sales, {}],
    ['by another group', sales, { groups: ['Sales', 'sales2', 'sale'] }],
    ['by a group of a role’s name', sales, { groups: ['Reader'] }],
    ['by a role of a group’s name', sales, { roles: ['sales'] }],
    ['by a list where a text is asked for', sales, { groups: [['sales']] }],
    ['by another user of the same name', sales, { preferred_username: 'ada@contoso.example.evil' }],
    [
      'by other claims of the same value',
      sales,
      { email: 'ada@contoso.example', upn: 'ada@contoso.example' },
    ],
    ['by a rule that names nobody', rule({}), { groups: ['', 'sales'], roles: [''], preferred_username: '' }],
  ])('%s', (_, allow, claims) => {
    expect(isAllowed(allow, claims)).toBe(false)
  })
})
