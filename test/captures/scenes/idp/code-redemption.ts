import { html, json } from '../../recorder/answers.ts'
import { clients, contoso, signInUrl, startProvider } from '../../recorder/provider.ts'
import { app, type Scene, type Stage } from '../../scene.ts'

/** The example of RFC 7636, appendix B. */
const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }

const tokenPath = `/${contoso.tenant}/oauth2/v2.0/token`

/** Signs in at the provider; the page that comes back redeems its code. */
const signIn = async ({ page, played }: Stage, address: string): Promise<void> => {
  await page.goto(address)
  await page.getByRole('button', { name: /Ada Lovelace/ }).click()
  await page.waitForURL(/signed-in/)
  await played()
}

const sites: Scene['sites'] = async () => {
  const provider = await startProvider()
  return {
    close: provider.close,
    hosts: {
      'login.microsoftonline.com': provider.site,
      'app.contoso.example': async ({ method, url, headers, body }) => {
        if (url.pathname !== '/redeem') return { status: 404 }
        // The application's own server: it has no Origin.
        const answer = await provider.site({
          method,
          url: new URL(tokenPath, 'https://login.microsoftonline.com'),
          headers: { 'content-type': headers['content-type'] },
          body,
        })
        return json(JSON.parse(String(answer.body)), {}, answer.status)
      },
    },
  }
}

const base: Pick<Scene, 'start' | 'sites'> = { start: `${app}/signed-in`, sites }

/** A page whose redirect URI is registered for web applications. */
export const redirectUriNotSpa: Scene = {
  ...base,
  name: 'idp-redirect-uri-not-spa',
  code: 'idp/redirect-uri-not-spa',
  drive: (stage) =>
    signIn(stage, signInUrl(stage.variant === 'broken' ? clients.web : clients.page, challenge)),
  script: async (variant) => {
    const client = {
      broken: '3e5e2f8b-7d2c-4c3f-8e1f-6d4b2c3f5e07',
      mended: '2d4d1f7a-6c1b-4b2f-9d0e-5c3a1b2f4d06',
    }
    await fetch('https://login.microsoftonline.com/7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01/oauth2/v2.0/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: client[variant],
        redirect_uri: 'https://app.contoso.example/signed-in',
        code: new URLSearchParams(location.search).get('code') ?? '',
        code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      }),
    })
  },
}

/** A page that redeems its code without a proof key. */
export const pkceMissing: Scene = {
  ...base,
  name: 'idp-pkce-missing',
  code: 'idp/pkce-missing',
  drive: (stage) => signIn(stage, signInUrl(clients.page, stage.variant === 'broken' ? {} : challenge)),
  script: async (variant) => {
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: '2d4d1f7a-6c1b-4b2f-9d0e-5c3a1b2f4d06',
      redirect_uri: 'https://app.contoso.example/signed-in',
      code: new URLSearchParams(location.search).get('code') ?? '',
    })
    if (variant === 'mended') form.set('code_verifier', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
    await fetch('https://login.microsoftonline.com/7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01/oauth2/v2.0/token', {
      method: 'POST',
      body: form,
    })
  },
}

/** A page that hands its code to its server, which redeems it. */
export const spaRedeemedByServer: Scene = {
  ...base,
  name: 'idp-spa-redeemed-by-server',
  code: 'idp/spa-redeemed-by-server',
  drive: (stage) => signIn(stage, signInUrl(clients.page, challenge)),
  script: async (variant) => {
    const form = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: '2d4d1f7a-6c1b-4b2f-9d0e-5c3a1b2f4d06',
      redirect_uri: 'https://app.contoso.example/signed-in',
      code: new URLSearchParams(location.search).get('code') ?? '',
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    })
    const provider = 'https://login.microsoftonline.com/7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01'
    await fetch(variant === 'broken' ? '/redeem' : `${provider}/oauth2/v2.0/token`, { method: 'POST', body: form })
  },
}

/** A page that asks for a token with a secret, as servers do. */
export const flowNotForBrowsers: Scene = {
  ...base,
  name: 'idp-flow-not-for-browsers',
  code: 'idp/flow-not-for-browsers',
  drive: (stage) => signIn(stage, signInUrl(clients.page, challenge)),
  script: async (variant) => {
    const byServer = { grant_type: 'client_credentials', client_id: 'e1d4b1c2-7a65-4d39-b7be-1a2b3c4d5e04' }
    const byPage = {
      grant_type: 'authorization_code',
      client_id: '2d4d1f7a-6c1b-4b2f-9d0e-5c3a1b2f4d06',
      redirect_uri: 'https://app.contoso.example/signed-in',
      code: new URLSearchParams(location.search).get('code') ?? '',
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    }
    await fetch('https://login.microsoftonline.com/7f3c1c1e-6d0b-4c55-9a53-0d6a3d2f8a01/oauth2/v2.0/token', {
      method: 'POST',
      body: new URLSearchParams(
        variant === 'mended'
          ? byPage
          : { ...byServer, client_secret: 'lab-job-secret', scope: 'api://contacts/.default' },
      ),
    })
  },
}

/** An older page that wants its tokens from the authorize endpoint. */
export const implicitDisabled: Scene = {
  ...base,
  name: 'idp-implicit-disabled',
  code: 'idp/implicit-disabled',
  sites: async () => {
    const { hosts, close } = await sites('broken')
    return { hosts: { ...hosts, 'app.contoso.example': () => html('<title>Signed in</title>') }, ...(close && { close }) }
  },
  drive: async (stage) => {
    if (stage.variant === 'mended') {
      await stage.page.goto(signInUrl(clients.page, challenge))
      await stage.page.getByRole('button', { name: /Ada Lovelace/ }).waitFor()
      return
    }
    await stage.page.goto(signInUrl(clients.page, { response_type: 'id_token', response_mode: 'fragment' }))
    await stage.page.waitForURL(/signed-in/)
  },
}
