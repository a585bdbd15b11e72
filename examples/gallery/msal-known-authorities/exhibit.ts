import type { Exhibit } from '../exhibit.ts'
import { msalExhibit } from '../msal-exhibit.ts'

export const exhibit: Exhibit = msalExhibit({
  title: 'MSAL does not trust an authority that it was not told of',
  shows: ['000/scenario-3'],
  broken:
    'The authority is a B2C user flow on a host of its own. MSAL knows Microsoft’s hosts only, and asks Microsoft about ' +
    'this one, which does not know it either.',
  mended: '`knownAuthorities` names the host, with its port if it has one.',
  code: 'idp/authority-not-trusted',
  inConsole: 'net::ERR_',
  // Where there is no way to Microsoft, the console tells of that too.
  besides: ['browser/not-cors'],
  change: { language: 'javascript', text: "knownAuthorities: ['contoso.b2clogin.com']" },
  configuration: ({ login, variant }) => ({
    authority: `${login}/fabrikamb2c.onmicrosoft.com/B2C_1_susi`,
    ...(variant === 'mended' && { knownAuthorities: [new URL(login).host] }),
  }),
})
