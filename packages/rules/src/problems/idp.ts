import { authority } from './idp/authority.ts'
import { person } from './idp/person.ts'
import { registration } from './idp/registration.ts'
import { requests } from './idp/requests.ts'
import { signInPage } from './idp/sign-in-page.ts'
import { tokenEndpoint } from './idp/token-endpoint.ts'
import type { AreaCatalogue } from './problem-info.ts'

/** Problems between an application and its identity provider. */
export const idp: AreaCatalogue<'idp'> = {
  ...signInPage,
  ...tokenEndpoint,
  ...authority,
  ...registration,
  ...person,
  ...requests,
}
