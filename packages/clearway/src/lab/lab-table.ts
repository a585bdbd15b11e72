import pc from 'picocolors'
import { authorityNews, trustText } from '../entra/trust-text.ts'
import { contoso, labSecrets } from './directory.ts'
import type { Lab, LabOptions } from './start-lab.ts'

/** The short table that a person sees when the lab is up: what to open, what to try. */
export const labTable = (
  { urls, configFile, logFile, authority }: Lab,
  { tokenSeconds, sessionIdle }: Pick<LabOptions, 'tokenSeconds' | 'sessionIdle'>,
): string => {
  const row = (left: string, right: string): string => `  ${pc.bold(left.padEnd(12))}${right}`
  const tokenEndpoint = urls.authority.replace(/\/v2\.0$/, '/oauth2/v2.0/token')
  const curl = authority ? `curl --cacert ${authority.certificateFile}` : 'curl'
  const news = authority && authorityNews(authority)
  const trust = authority
    ? `\n${news === undefined ? '' : `${pc.yellow(news)}\n`}${trustText(authority.certificateFile, process.platform)}`
    : ''
  return `
${pc.bold('The Clearway lab is up.')} Ctrl-C ends it.

${row('Open', pc.cyan(urls.contacts))}
${row('', 'and sign in as Ada Lovelace; there are no passwords here')}
${row('Gallery', pc.cyan(urls.gallery))}
${row('', 'every failure, broken and mended in your own browser')}

Try
  1. Switch on "call every second" and wait: tokens live ${tokenSeconds}s, the calls go on.
  2. Switch it off and leave the page alone for ${sessionIdle}: the session ends. The next
     call fails readably: the page's own code shows why, and where to sign in.
  3. Open ${pc.cyan(urls.finance)} as Ada:
     a no with its reason. As Grace: a yes.
  4. Call the API without a browser:
       TOKEN=$(${curl} -s ${tokenEndpoint} \\
         -d grant_type=client_credentials -d client_id=${contoso.nightlyJob} \\
         -d client_secret=${labSecrets.nightlyJob} -d scope=api://contacts/.default \\
         | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
       ${curl} -i ${urls.api} -H "Authorization: Bearer $TOKEN"

${row('Provider', urls.entra)}
${row('Metrics', urls.admin)}
${row('Config', configFile)}
${row('Log', logFile)}
${trust}`
}
