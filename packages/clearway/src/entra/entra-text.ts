import type { Directory } from '@clearway/entra'
import pc from 'picocolors'
import { describeDirectory } from './describe-directory.ts'
import { firstPage, msalConfig } from './msal-config.ts'
import type { LocalEntra } from './start-local-entra.ts'
import { authorityNews, testTrustText, trustText } from './trust-text.ts'

const indent = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ')

/** What a person needs once a local Entra is up: addresses, people, applications, a configuration to copy, trust. */
export const entraText = (
  { entra, origin, authority }: LocalEntra,
  directory: Directory,
  { asMicrosoft, isStarter }: { readonly asMicrosoft: boolean; readonly isStarter: boolean },
): string => {
  const page = firstPage(directory)
  const trust =
    authority &&
    (asMicrosoft
      ? testTrustText(authority.certificateFile, authority.spki, entra.port)
      : trustText(authority.certificateFile, process.platform))
  const news = authority && authorityNews(authority)
  return [
    '',
    `${pc.bold('A local Entra ID is up at')} ${pc.cyan(origin)}. Ctrl-C ends it.`,
    isStarter ? 'To change who and what it knows: clearway entra --init directory.yaml\n' : '',
    indent(describeDirectory(origin, directory)),
    ...(page && authority
      ? [
          `${pc.bold(`MSAL.js for “${page.displayName}”`)} (knownAuthorities has the port in it):`,
          `${indent(msalConfig(origin, page))}\n`,
        ]
      : []),
    ...(news === undefined ? [] : [pc.yellow(news)]),
    trust ??
      `${pc.yellow('MSAL demands https of an authority:')} start it with --tls for MSAL. ADAL and most\nother clients take http.\n`,
    `${pc.bold('Make it fail:')} faults, keys and clock are at ${pc.cyan(entra.adminOrigin ?? '')}. Try`,
    `  curl ${entra.adminOrigin}/faults --json '{"error":50076,"times":1}'`,
    '',
    '',
  ].join('\n')
}
