import { json } from '../../recorder/answers.ts'
import { clients, contoso, signInUrl, startProvider } from '../../recorder/provider.ts'
import { labSecrets } from '../../../../packages/clearway/src/lab/directory.ts'
import { app, type Scene, type Stage, type Variant } from '../../scene.ts'

/** The example of RFC 7636, appendix B. */
const challenge = {
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
}
const verifier = { code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' }

const tokenUrl = `https://login.microsoftonline.com/${contoso.tenant}/oauth2/v2.0/token`
const redemption = {
  grant_type: 'authorization_code',
  client_id: clients.page,
  redirect_uri: `${app}/signed-in`,
  ...verifier,
}

/** A page that comes back from sign-in with a code, and what it makes of it. */
const redeeming = (
  form: (variant: Variant) => Readonly<Record<string, string>>,
  at: (variant: Variant) => string = () => tokenUrl,
): Pick<Scene, 'start' | 'sites' | 'script'> => ({
  start: `${app}/signed-in`,
  sites: async (variant) => {
    const provider = await startProvider()
    return {
      close: provider.close,
      given: { at: at(variant), form: new URLSearchParams(form(variant)).toString() },
      hosts: {
        'login.microsoftonline.com': provider.site,
        'app.contoso.example': async ({ method, url, headers, body }) => {
          if (url.pathname !== '/redeem') return { status: 404 }
          // The application's own server asks: it has no Origin.
          const ours = { 'content-type': headers['content-type'] }
          const answer = await provider.site({ method, url: new URL(tokenUrl), headers: ours, body })
          return json(JSON.parse(String(answer.body)), {}, Number(answer.status))
        },
      },
    }
  },
  script: async (_variant, { at, form }) => {
    const body = new URLSearchParams(form)
    const code = new URLSearchParams(location.search).get('code')
    if (code !== null && body.get('grant_type') === 'authorization_code') body.set('code', code)
    await fetch(at ?? '', { method: 'POST', body })
  },
})

const signIn = async ({ page, played }: Stage, address: string): Promise<void> => {
  await page.goto(address)
  await page.getByRole('button', { name: /Ada Lovelace/ }).click()
  await page.waitForURL(/signed-in/)
  await played()
}

/** A page whose redirect URI is registered for web applications. */
export const redirectUriNotSpa: Scene = {
  ...redeeming((variant) => ({ ...redemption, ...(variant === 'broken' && { client_id: clients.web }) })),
  name: 'idp-redirect-uri-not-spa',
  code: 'idp/redirect-uri-not-spa',
  records: ['har', 'shared'],
  drive: (stage) =>
    signIn(stage, signInUrl(stage.variant === 'broken' ? clients.web : clients.page, challenge)),
}

/** A page that redeems its code without a proof key. */
export const pkceMissing: Scene = {
  ...redeeming((variant) => {
    const { code_verifier: _, ...without } = redemption
    return variant === 'broken' ? without : redemption
  }),
  name: 'idp-pkce-missing',
  code: 'idp/pkce-missing',
  drive: (stage) => signIn(stage, signInUrl(clients.page, stage.variant === 'broken' ? {} : challenge)),
}

/** A page that hands its code to its server, which redeems it. */
export const spaRedeemedByServer: Scene = {
  ...redeeming(
    () => redemption,
    (variant) => (variant === 'broken' ? '/redeem' : tokenUrl),
  ),
  name: 'idp-spa-redeemed-by-server',
  code: 'idp/spa-redeemed-by-server',
  drive: (stage) => signIn(stage, signInUrl(clients.page, challenge)),
}

/** A page that asks for a token with a secret, as servers do. */
export const flowNotForBrowsers: Scene = {
  ...redeeming((variant) =>
    variant === 'mended'
      ? redemption
      : {
          grant_type: 'client_credentials',
          client_id: contoso.nightlyJob,
          client_secret: labSecrets.nightlyJob,
          scope: 'api://contacts/.default',
        },
  ),
  name: 'idp-flow-not-for-browsers',
  code: 'idp/flow-not-for-browsers',
  drive: (stage) => signIn(stage, signInUrl(clients.page, challenge)),
}
