import type { Application } from './directory.ts'

/** Delegated permissions of Microsoft Graph that applications commonly ask for. */
const scopes = [
  'Application.Read.All',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'Contacts.Read',
  'Contacts.ReadWrite',
  'Directory.AccessAsUser.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'Files.Read',
  'Files.Read.All',
  'Files.ReadWrite',
  'Files.ReadWrite.All',
  'Group.Read.All',
  'GroupMember.Read.All',
  'Mail.Read',
  'Mail.ReadWrite',
  'Mail.Send',
  'People.Read',
  'Presence.Read',
  'Sites.Read.All',
  'Sites.ReadWrite.All',
  'Tasks.Read',
  'Tasks.ReadWrite',
  'User.Read',
  'User.Read.All',
  'User.ReadBasic.All',
  'User.ReadWrite',
  'User.ReadWrite.All',
]

/**
 * The resource that Entra assumes when a scope names none: `User.Read`, or the OpenID Connect scopes alone.
 * There is no Graph to call here; its tokens serve to show that nobody else can validate them.
 */
export const microsoftGraph: Application & { identifierUris: string[] } = {
  appId: '00000003-0000-0000-c000-000000000000',
  displayName: 'Microsoft Graph',
  signInAudience: 'AzureADMultipleOrgs',
  identifierUris: ['https://graph.microsoft.com'],
  api: { requestedAccessTokenVersion: 1, oauth2PermissionScopes: scopes.map((value) => ({ value })) },
}
