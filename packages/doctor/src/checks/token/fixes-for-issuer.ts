import type { Fix } from '@clearway/rules/problems'
import { issueVersion } from './issue-version.ts'

const v1 = /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\/([0-9a-f-]{36})\/$/i
const v2 =
  /^https:\/\/login\.(?:partner\.)?microsoftonline\.(?:com|us|cn)\/([0-9a-f-]{36}|\{tenantid\})\/v2\.0$/i

/**
 * Fixes with the issuers of the case at hand, where they are one tenant's in two versions: to have tokens of
 * the expected version issued, or to accept both. Another tenant's issuer is never proposed to be accepted.
 */
export function fixesForIssuer(received: string, expected: readonly string[]): readonly Fix[] {
  const twin = expected.find((each) => areOneTenant(received, each))
  if (twin === undefined) return []
  const tenant = tenantOf(received) ?? ''
  const wanted = twin.replace(/\{tenantid\}/i, tenant)
  return [
    ...issueVersion(v2.test(twin) ? 2 : 1),
    {
      title: 'Accept both issuers of this tenant in ASP.NET Core',
      steps:
        'If the version of the API’s tokens has to stay as it is. Both are the same tenant; do not switch the check of the issuer off.',
      language: 'csharp',
      text: [
        'builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>',
        '    options.TokenValidationParameters.ValidIssuers =',
        '    [',
        `        "${wanted}",`,
        `        "${received}",`,
        '    ]);',
      ].join('\n'),
    },
  ]
}

function areOneTenant(received: string, expected: string): boolean {
  const isOther = (v1.test(received) && v2.test(expected)) || (v2.test(received) && v1.test(expected))
  const wanted = tenantOf(expected)?.toLowerCase()
  return isOther && (wanted === '{tenantid}' || wanted === tenantOf(received)?.toLowerCase())
}

function tenantOf(issuer: string): string | undefined {
  return (v1.exec(issuer) ?? v2.exec(issuer))?.[1]
}
