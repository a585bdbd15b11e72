import { gatewayFields, type Running } from '../running.ts'
import type { Case } from './case.ts'
import { send } from './redeem.ts'

/** Asks for a token for the gateway itself. */
const clientCredentials =
  (scope: string, tenant?: string) =>
  (running: Running): Promise<Response> => {
    running.gateway.signInAudience = 'AzureADMultipleOrgs'
    const fields = gatewayFields(running, { grant_type: 'client_credentials', scope })
    return send(running, fields, {}, tenant)
  }

/** Every refusal of the client credentials grant. */
export const withClientCredentials: Case[] = [
  [
    'client credentials at common',
    9001023,
    'json',
    'invalid_request',
    clientCredentials('api://contacts/.default', 'common'),
  ],
  [
    'client credentials for a scope',
    1002012,
    'json',
    'invalid_scope',
    clientCredentials('api://contacts/Contacts.Read'),
  ],
  [
    'client credentials for two APIs',
    70011,
    'json',
    'invalid_scope',
    clientCredentials('api://contacts/.default https://org.example.com//.default'),
  ],
  [
    'client credentials for an unknown API',
    500011,
    'json',
    'invalid_resource',
    clientCredentials('api://x/.default'),
  ],
  [
    'client credentials at an API that demands a role',
    501051,
    'json',
    'invalid_grant',
    (running) => {
      running.contactsApi.appRoleAssignmentRequired = true
      running.gateway.appRoleAssignments = { [running.contactsApi.appId]: [] }
      return clientCredentials('api://contacts/.default')(running)
    },
  ],
  ['client credentials for nothing', 900144, 'json', 'invalid_request', clientCredentials('')],
]
