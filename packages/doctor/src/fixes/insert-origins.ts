import { providerOf } from '@clearway/rules/entra'
import { isLoopbackHost, parseOrigin, partsOf, type Origin } from '@clearway/rules/origins'
import type { Fix } from '@clearway/rules/problems'

/** Who called whom in the case at hand: origins, or text that is none. */
export interface Parties {
  readonly page?: string | undefined
  readonly called?: string | undefined
}

/** The catalogue's example page and API: as an origin, or as a host by itself. */
const examples = /(https:\/\/|(?<![\w.@:/-]))(contacts|app|api)\.example\.com(?![\w:-]|\.\w)/g

/**
 * The fix with the origins of the case in place of the catalogue's example page and API.
 *
 * Nothing but what {@link parseOrigin} takes is ever inserted, and no address in brackets (IPv6), which YAML
 * would read as a list. The example stays for what is not known; for a provider, whom nobody publishes or
 * configures; for an API by plain http where the page has https, which browsers do not let call it; and for
 * what has plain http in a text that gives it credentials, or publishes it. Hosts in the steps stay, too: they
 * are models there.
 */
export function insertOrigins(fix: Fix, { page, called }: Parties): Fix {
  const thePage = insertable(page)
  const theApi = insertable(called)
  const isMixed = thePage?.startsWith('https:') === true && theApi !== undefined && isPlain(theApi)
  const insertInto = (text: string, fits: (origin: Origin) => boolean, withHosts: boolean): string =>
    text.replace(examples, (whole, scheme: string, name: string) => {
      const origin = name === 'api' ? (isMixed ? undefined : theApi) : thePage
      if (origin === undefined || !fits(origin)) return whole
      if (scheme === '') return withHosts ? partsOf(origin).host : whole
      return origin
    })
  const { steps, text, language } = fix
  const needsHttps = language === 'yaml' || /credentials/i.test(text ?? '')
  return {
    ...fix,
    steps: insertInto(steps, () => true, false),
    ...(text !== undefined && {
      text: insertInto(text, (origin) => !needsHttps || !isPlain(origin), true),
    }),
  }
}

function insertable(text: string | undefined): Origin | undefined {
  const origin = text === undefined ? undefined : parseOrigin(text)
  if (origin === undefined || partsOf(origin).host.startsWith('[')) return undefined
  return providerOf(`${origin}/`) === undefined ? origin : undefined
}

/** Plain http over a network. */
function isPlain(origin: Origin): boolean {
  const { scheme, host } = partsOf(origin)
  return scheme === 'http' && !isLoopbackHost(host)
}
