import { gatewayCode, gatewayFields, type Running } from '../running.ts'
import type { Case } from './case.ts'
import { redeem, send } from './redeem.ts'

/** Redeems a code at the address of version 1.0, for one resource. */
const redeemFirst =
  (resource: string) =>
  async (running: Running): Promise<Response> => {
    running.gateway.identifierUris = ['api://gateway']
    const fields = gatewayFields(running, { code: await gatewayCode(running), resource })
    return running.createBrowser().post('/contoso.onmicrosoft.com/oauth2/token', fields)
  }

/** Every refusal of what a sound code is to be redeemed for, or of whom. */
export const forScopes: Case[] = [
  ['a scope that is none', 70011, 'json', 'invalid_scope', redeem({ scope: '/' })],
  ['an unknown API', 500011, 'json', 'invalid_resource', redeem({ scope: 'api://nothing/X' })],
  ['a scope that the API lacks', 65001, 'json', 'invalid_grant', redeem({ scope: 'api://contacts/Nothing' })],
  ['version 1.0 and an unknown resource', 500011, 'json', 'invalid_resource', redeemFirst('https://a b')],
  [
    'version 1.0 and the application itself by name',
    90009,
    'json',
    'invalid_request',
    redeemFirst('api://gateway'),
  ],
  [
    'somebody without a role at an application that demands one',
    50105,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.gateway.appRoleAssignmentRequired = true
      return send(running, fields)
    },
  ],
  [
    'somebody without a role at an API that demands one',
    50105,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.contactsApi.appRoleAssignmentRequired = true
      delete running.ada.appRoles
      return send(running, fields)
    },
  ],
  [
    'a scope that nobody consented to any more',
    65001,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.contoso.oauth2PermissionGrants = []
      return send(running, fields)
    },
  ],
  ['two APIs', 28000, 'json', 'invalid_scope', redeem({ scope: 'api://contacts/Contacts.Read User.Read' })],
  [
    'two APIs at sign-in and none named',
    28003,
    'json',
    'invalid_scope',
    redeem({}, { scope: 'api://contacts/Contacts.Read User.Read' }),
  ],
  [
    'somebody disabled since',
    50057,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.ada.accountEnabled = false
      return send(running, fields)
    },
  ],
]
