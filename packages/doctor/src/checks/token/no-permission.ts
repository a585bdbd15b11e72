import { textsOf } from '@clearway/rules/token'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { failedChecksOf } from './failed-checks.ts'
import { callWords } from './sentences.ts'
import { hostOf, useOf } from './token-use.ts'

const permissions = ['scp', 'scope', 'roles']

/**
 * An access token of Entra with neither scopes nor roles: Microsoft.Identity.Web refuses it (IDW10201), others
 * may not.
 */
export const noPermission = defineCheck<'token'>({
  name: 'tokens without permissions',
  of: 'token',
  codes: ['token/scope'],
  adds: true,
  look: (found, all) => {
    const { token, at } = found
    if ('code' in token || useOf(found) === 'accepted') return undefined
    if (!['1.0', '2.0'].includes(textsOf(token.claims, 'ver')[0] ?? '')) return undefined
    if (permissions.some((claim) => textsOf(token.claims, claim).length > 0)) return undefined
    const told = failedChecksOf(found, all).some(
      ({ code }) => code === 'token/wrong-kind' || code === 'token/scope',
    )
    if (told) return undefined
    return {
      code: 'token/scope',
      severity: 'warning',
      summary:
        `${callWords(found)}The token has neither scopes (scp) nor roles: nothing was granted to whoever asked for it. ` +
        'APIs that use Microsoft.Identity.Web refuse such a token (IDW10201).',
      subject: `scp ${hostOf(found) ?? at.input}`,
      evidence: [
        cite(at, 'token claim scp', 'absent'),
        cite(at, 'token claim roles', 'absent'),
        cite(at, 'expected permission', 'at least one scope or role'),
      ],
    }
  },
})
