import type { Application, Directory } from '@clearway/entra'

/** What an application is, by what is registered of it. */
const kindOf = ({
  spa,
  web,
  publicClient,
  isFallbackPublicClient,
  identifierUris = [],
  ...rest
}: Application): string => {
  const isPublic = (publicClient?.redirectUris.length ?? 0) > 0 || isFallbackPublicClient === true
  const kinds = [
    ...((spa?.redirectUris.length ?? 0) > 0 ? ['single-page application'] : []),
    ...((web?.redirectUris.length ?? 0) > 0 ? ['web application'] : []),
    ...(isPublic ? ['public client'] : []),
    ...(identifierUris.length > 0 ? [`API ${identifierUris[0]}`] : []),
  ]
  const hasSecret = (rest.passwordCredentials?.length ?? 0) > 0 || (rest.keyCredentials?.length ?? 0) > 0
  return kinds.join(', ') || (hasSecret ? 'daemon' : 'not usable yet')
}

/** How many people and applications are listed of each tenant: a directory may have thousands. */
const most = 12

const listed = <T>(items: readonly T[], line: (item: T) => string): string[] => [
  ...items.slice(0, most).map(line),
  ...(items.length > most ? [`    … and ${items.length - most} more`] : []),
]

/** The tenants of a directory with what a client's configuration needs of them. */
export const describeDirectory = (origin: string, { tenants }: Directory): string =>
  tenants
    .flatMap(({ id, domain, displayName, users = [], applications = [], userFlows = [] }) => [
      `${displayName}, tenant ${id}`,
      ...(userFlows.length > 0 ? userFlows.map((flow) => `/${flow.id}`) : ['']).map(
        (flow) => `  Authority  ${origin}/${domain}${flow}`,
      ),
      '  People',
      ...listed(users, (user) => `    ${user.userPrincipalName.padEnd(38)}${user.displayName}`),
      '  Applications',
      ...listed(applications, (app) => `    ${app.appId}  ${app.displayName}: ${kindOf(app)}`),
      '',
    ])
    .join('\n')
