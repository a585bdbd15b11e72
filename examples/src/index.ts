/**
 * Small internal apps, as they stand on a company's network: plain HTTP, no sign-in, no CORS, no idea of
 * what publishes them. {@link startContactsPage} calls {@link startContactsApi} on another origin, which
 * knows nothing of it either, and {@link startOlderService}, which nobody will ever change.
 */

export { startContactsApi, type ContactsApiOptions } from './contacts-api/start-contacts-api.ts'
export type { Contact } from './contacts-api/contact-list.ts'
export {
  startContactsPage,
  type AccountUrls,
  type ContactsPageOptions,
} from './contacts-page/start-contacts-page.ts'
export { startOlderService, type OlderServiceOptions } from './older-service/start-older-service.ts'
export type { InternalApp, InternalAppOptions } from './internal-app.ts'
