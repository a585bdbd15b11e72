import { block } from './block.ts'
import type { Fix } from './problem-info.ts'

/** For pages with MSAL.js: sign-in takes the whole window. */
export const goToSignInWithMsal: Fix = {
  title: 'With MSAL.js, let sign-in take the whole window',
  steps:
    '`handleRedirectPromise` reads the answer when the page comes back; it runs before anything else ' +
    'asks for tokens. The same in versions 5 and 4.',
  language: 'js',
  text: block`
    await msal.initialize()
    const answer = await msal.handleRedirectPromise()
    if (answer) msal.setActiveAccount(answer.account)
    if (!msal.getActiveAccount()) await msal.loginRedirect({ scopes: ['openid', 'profile'] })
  `,
}

/** For pages with MSAL.js: `interaction_in_progress`. */
export const oneInteractionWithMsal: Fix = {
  title: 'With MSAL.js, take the answer of the last redirect first, and start one interaction at a time',
  steps:
    'MSAL marks in the storage of the tab that a sign-in is under way, and `handleRedirectPromise` takes the ' +
    'mark away. Await it on every load of every page that redirects come back to, before anything else asks ' +
    'for tokens, also where no answer came: a person may have gone back. Calls that fail together then share ' +
    'one redirect. The same in versions 5 and 4.',
  language: 'js',
  text: block`
    await msal.initialize()
    const answer = await msal.handleRedirectPromise()
    if (answer) msal.setActiveAccount(answer.account)

    let interaction
    function signIn(request) {
      interaction ??= msal.acquireTokenRedirect(request).finally(() => (interaction = undefined))
      return interaction
    }
  `,
}

/** For pages with MSAL.js: silent first, then with the person. */
export const renewWithMsal: Fix = {
  title: 'With MSAL.js, ask silently first and then with the person',
  steps:
    '`InteractionRequiredAuthError` covers a lost session, another factor and missing consent. Pass ' +
    '`claims` on: they say what the provider wants.',
  language: 'js',
  text: block`
    import { InteractionRequiredAuthError } from '@azure/msal-browser'

    async function tokenFor(scopes) {
      const request = { scopes, account: msal.getActiveAccount() }
      try {
        return (await msal.acquireTokenSilent(request)).accessToken
      } catch (error) {
        if (!(error instanceof InteractionRequiredAuthError)) throw error
        await msal.acquireTokenRedirect({ ...request, claims: error.claims })
      }
    }
  `,
}

/** For pages with MSAL.js: an authority of Azure AD B2C. */
export const b2cWithMsal: Fix = {
  title: 'With MSAL.js, name the B2C policy and its host',
  steps:
    'The same in versions 5 and 4. The policy is a part of the authority, the host stands in ' +
    '`knownAuthorities` without scheme or path.',
  language: 'js',
  text: block`
    const msal = new PublicClientApplication({
      auth: {
        clientId: '00000000-0000-0000-0000-000000000000',
        authority: 'https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_sign_in',
        knownAuthorities: ['contoso.b2clogin.com'],
        redirectUri: 'https://contacts.example.com/',
      },
    })
  `,
}

/** For pages with MSAL.js 5: a provider that is not Entra. */
export const oidcWithMsal5: Fix = {
  title: 'With MSAL.js 5, set the protocol under system',
  steps: 'For a provider that is not Entra. `knownAuthorities` is needed all the same.',
  language: 'js',
  text: block`
    import { ProtocolMode, PublicClientApplication } from '@azure/msal-browser'

    const msal = new PublicClientApplication({
      auth: {
        clientId: 'contacts',
        authority: 'https://id.example.com/realms/contoso/',
        knownAuthorities: ['id.example.com'],
        redirectUri: 'https://contacts.example.com/',
      },
      system: { protocolMode: ProtocolMode.OIDC },
    })
  `,
}

/** For pages with MSAL.js 4: a provider that is not Entra. */
export const oidcWithMsal4: Fix = {
  title: 'With MSAL.js 4, set the protocol under auth',
  steps: 'The place moved in version 5, which does not read it here.',
  language: 'js',
  text: block`
    import { ProtocolMode, PublicClientApplication } from '@azure/msal-browser'

    const msal = new PublicClientApplication({
      auth: {
        clientId: 'contacts',
        authority: 'https://id.example.com/realms/contoso/',
        knownAuthorities: ['id.example.com'],
        redirectUri: 'https://contacts.example.com/',
        protocolMode: ProtocolMode.OIDC,
      },
    })
  `,
}

/** For pages with MSAL.js 5: the page at the redirect URI. */
export const bridgeWithMsal5: Fix = {
  title: 'With MSAL.js 5, put the redirect bridge at the redirect URI',
  steps:
    'For popups and silent sign-in the answer reaches the main window through a small page of its ' +
    'own. Register its address as redirect URI, and send it without `Cross-Origin-Opener-Policy`.',
  language: 'js',
  text: block`
    import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge'

    await broadcastResponseToMainFrame()
  `,
}

/** For pages with MSAL.js 4: the page at the redirect URI. */
export const emptyPageWithMsal4: Fix = {
  title: 'With MSAL.js 4, use an empty page as the redirect URI of popups and frames',
  steps:
    'A page that starts the application, or redirects, removes the answer before the main window has ' +
    'read it.',
  language: 'js',
  text: block`
    await msal.acquireTokenSilent({
      scopes: ['api://contacts/Contacts.Read'],
      account: msal.getActiveAccount(),
      redirectUri: 'https://contacts.example.com/blank.html',
    })
  `,
}
