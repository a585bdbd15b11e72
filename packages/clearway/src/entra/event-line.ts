import type { Directory, EntraEvent } from '@clearway/entra'

const grants: Readonly<Record<string, string>> = {
  authorization_code: 'for a code',
  refresh_token: 'for a refresh token',
  client_credentials: 'for its own credentials',
  on_behalf_of: 'on behalf of its caller',
  password: 'for a password',
  device_code: 'for a device code',
  implicit: 'from the sign-in page (implicit)',
}

/** What is in no directory: Microsoft Authentication Broker, by which people sign in where they type a device's code. */
const deviceLogin = '29d9ed98-a469-4536-ade2-f981bc1d605e'

/** Terminals obey control characters, and a directory may hold any. */
const shown = (text: string): string => text.replaceAll(/\p{Cc}/gu, '�')

/** What happened, on one line without a line break: names instead of ids where the directory has them. */
export const eventLine = (event: EntraEvent, { tenants }: Directory): string => {
  const app = (id: string): string =>
    tenants.flatMap(({ applications = [] }) => applications).find(({ appId }) => appId === id)?.displayName ??
    (id === deviceLogin ? 'the device login page' : id)
  const user = (id: string): string =>
    tenants.flatMap(({ users = [] }) => users).find((each) => each.id === id)?.userPrincipalName ?? id
  const say = (): string => {
    switch (event.type) {
      case 'signed-in':
        return `${user(event.user)} signed in to ${app(event.app)}`
      case 'signed-out':
        return event.users.length === 0
          ? 'somebody signed out who was not signed in'
          : `${event.users.map(user).join(', ')} signed out`
      case 'back-channel-logout':
        return `${app(event.app)} was told of a sign-out: ${event.outcome}`
      case 'code-issued':
        return `${app(event.app)} got a code for ${user(event.user)}${event.silent ? ', without a page' : ''}`
      case 'tokens-issued': {
        const whose = event.user === undefined ? '' : ` of ${user(event.user)}`
        return `${app(event.app)} got tokens${whose} ${grants[event.grant] ?? event.grant}`
      }
      case 'refused':
        return `${event.family ?? 'AADSTS'}${event.code} ${event.app === undefined ? '' : `to ${app(event.app)} `}at ${event.endpoint}`
    }
  }
  return shown(say())
}
