import { html } from '../../recorder/answers.ts'
import { clients, signInUrl, startProvider } from '../../recorder/provider.ts'
import type { Scene } from '../../scene.ts'

/** An older page that wants its tokens from the authorize endpoint, and is sent back with an error. */
export const implicitDisabled: Scene = {
  name: 'idp-implicit-disabled',
  code: 'idp/implicit-disabled',
  sites: async () => {
    const provider = await startProvider()
    return {
      close: provider.close,
      hosts: {
        'login.microsoftonline.com': provider.site,
        'app.contoso.example': () => html('<title>Signed in</title>Signed in.'),
      },
    }
  },
  drive: async ({ page, variant }) => {
    if (variant === 'broken') {
      await page.goto(signInUrl(clients.page, { response_type: 'id_token', response_mode: 'fragment' }))
    } else {
      await page.goto(signInUrl(clients.page))
      await page.getByRole('button', { name: /Ada Lovelace/ }).click()
    }
    await page.waitForURL(/signed-in/)
  },
}
