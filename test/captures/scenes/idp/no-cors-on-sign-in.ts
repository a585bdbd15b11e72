import { clients, signInUrl, startProvider } from '../../recorder/provider.ts'
import type { Scene } from '../../scene.ts'

/** A page that asks for the sign-in page in the background, where the window has to go. */
export const noCorsOnSignIn: Scene = {
  name: 'idp-no-cors-on-sign-in',
  code: 'idp/no-cors-on-sign-in',
  records: ['har', 'shared', 'console'],
  sites: async () => {
    const provider = await startProvider()
    const address = signInUrl(clients.web)
    return {
      close: provider.close,
      given: { address },
      hosts: {
        'login.microsoftonline.com': provider.site,
      },
    }
  },
  drive: async ({ page, variant, start, played }) => {
    await page.goto(start)
    if (variant === 'broken') await played()
    else await page.getByRole('button', { name: /Ada Lovelace/ }).waitFor()
  },
  script: async (variant, { address = '' }) => {
    if (variant === 'broken') await fetch(address)
    else location.assign(address)
  },
}
