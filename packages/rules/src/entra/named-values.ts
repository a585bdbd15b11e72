/**
 * What stands before a value in the texts of Entra and of the token libraries, and the name that the value
 * gets here. The value follows in quotes, or up to the next blank.
 */
const labels: readonly (readonly [label: string, name: string])[] = [
  // Entra
  ["Request origin: '", 'origin'],
  ["redirect URI '", 'redirectUri'],
  ["redirect uri '", 'redirectUri'],
  ["reply URL '", 'redirectUri'],
  ["reply address '", 'redirectUri'],
  ["for the application '", 'application'],
  ["Application with identifier '", 'application'],
  ["Application '", 'application'],
  ["application '", 'application'],
  ["client id '", 'application'],
  ["in the directory '", 'tenant'],
  ["Tenant '", 'tenant'],
  ["tenant '", 'tenant'],
  ['in the tenant named ', 'tenant'],
  ['resource principal named ', 'resource'],
  ["following parameter: '", 'parameter'],
  ["The scope '", 'scope'],
  ['Correlation ID: ', 'correlationId'],
  ['Trace ID: ', 'traceId'],
  // Microsoft.IdentityModel
  ["Audiences: '", 'audience'],
  ["ValidAudience: '", 'expectedAudience'],
  ["ValidAudiences: '", 'expectedAudiences'],
  ["Issuer: '", 'issuer'],
  ["Issuer '", 'issuer'],
  ["ValidIssuer: '", 'expectedIssuer'],
  ["ValidIssuers: '", 'expectedIssuers'],
  ["ValidTo (UTC): '", 'expires'],
  ["ValidTo: '", 'expires'],
  ["ValidFrom (UTC): '", 'notBefore'],
  ["ValidFrom: '", 'notBefore'],
  ["Current time (UTC): '", 'now'],
  ["Current time: '", 'now'],
  ["kid: '", 'key'],
  ["obtain configuration from: '", 'metadata'],
  ["retrieve document from: '", 'metadata'],
  // ASP.NET Core
  ["The audience '", 'audience'],
  ["The issuer '", 'issuer'],
  ["The token expired at '", 'expires'],
  ["The token is not valid before '", 'notBefore'],
]

const maxValue = 300

/** A token, a cut token, or a parameter that carries a secret; and .NET's note in place of a value. */
const unfit = /eyJ|(?:code|token|secret|password|assertion|SAMLResponse)=|\[PII|^System\.\w+$|^null$|^$/i

/**
 * The values that an error's text names: `audience`, `issuer`, `redirectUri`, `origin`, `application`,
 * `tenant`, `expires`… The first of each name counts. A value that could carry a token is left out.
 */
export function namedValues(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const [label, name] of labels) {
    if (values[name] !== undefined) continue
    const at = indexOfLabel(text, label)
    if (at === -1) continue
    const start = at + label.length
    const value = valueAt(text.slice(start, start + maxValue), label.endsWith("'"))
    if (value !== undefined && !unfit.test(value)) values[name] = value
  }
  return values
}

/** The label as a word of its own: `Issuer: ` is not the end of `ValidIssuer: `. */
function indexOfLabel(text: string, label: string): number {
  let at = text.indexOf(label)
  for (let tries = 0; at > 0 && tries < 8; tries++) {
    if (!/[A-Za-z]/.test(text[at - 1] ?? '')) return at
    at = text.indexOf(label, at + 1)
  }
  return at === 0 ? 0 : -1
}

function valueAt(rest: string, quoted: boolean): string | undefined {
  const end = quoted ? rest.indexOf("'") : rest.search(/[\s",;]|$/)
  if (end === -1) return undefined
  return rest.slice(0, end).replace(/[.]$/, '')
}
