import { block } from './block.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** Problems of who may use an application. */
export const access: AreaCatalogue<'access'> = {
  'access/not-allowed': {
    title: 'This account may not use the application',
    severity: 'error',
    status: 403,
    summary:
      'The person is signed in, but is none of those whom the application’s `allow` names: not one of ' +
      'the users, in none of the groups, and with none of the roles. Signing in again helps only if ' +
      'groups or roles have changed since.',
    seen:
      'A navigation shows a page with status 403 that names the account and the application. A ' +
      'background call ends with status 403 and a readable body.',
    causes: [
      'The person is not a member of an allowed group and has none of the allowed roles.',
      'The person became a member after signing in; the session still has the groups of that time.',
      'The provider puts no groups into its tokens: in Entra that is so until it is switched on.',
      'The configuration names the group as people do, while the token carries its object id, as ' +
        'Entra’s tokens do.',
      'The person is in more than 200 groups; Entra then leaves the groups out of the token.',
      'The person is signed in with another account than the one that was allowed.',
    ],
    fixes: [
      {
        title: 'Allow the group, the role or the person',
        steps:
          'One match is enough. Groups and roles are compared with the claims `groups` and `roles` of ' +
          'the id token; with Entra a group is its object id, from the group’s overview page. Users ' +
          'are compared with `preferred_username`, without regard to case.',
        language: 'yaml',
        text: block`
          applications:
            - name: contacts
              allow:
                groups: [7d3e2a10-5b1c-4f7e-9a61-2c8d4b0f9e11]
                roles: [Contacts.Reader]
                users: [ada@example.com]
        `,
      },
      {
        title: 'Let Entra put the groups into the token',
        steps:
          'Set this in the manifest of the app registration. `ApplicationGroup` stands for the groups ' +
          'that are assigned to the application, which also keeps people with many groups below the ' +
          'limit; assign the groups under Enterprise applications, the application, Users and groups.',
        language: 'json',
        text: block`
          {
            "groupMembershipClaims": "ApplicationGroup"
          }
        `,
      },
      {
        title: 'Use app roles instead of groups',
        steps:
          'Roles stay readable and have no limit of that kind. Create them under App registrations, ' +
          'the application, App roles, and assign people or groups to them under Enterprise ' +
          'applications. The value of the role is what `allow` names.',
        language: 'json',
        text: block`
          {
            "appRoles": [
              {
                "id": "3f0c6b0e-8a55-4c9b-b7d0-6d1f6f8a2b54",
                "displayName": "Reader of contacts",
                "description": "May open the contacts application",
                "value": "Contacts.Reader",
                "allowedMemberTypes": ["User"],
                "isEnabled": true
              }
            ]
          }
        `,
      },
      {
        title: 'Sign out and in again',
        steps:
          'Do so after a change of groups or roles, or to choose another account: open ' +
          '`/.clearway/sign-out` on the application’s origin, then the application.',
      },
    ],
    spec: ['https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.4'],
    since: '0.1.0',
  },
}
