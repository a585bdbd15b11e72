/** What is known of Entra: its hosts and sign-in pages, its error codes, those of the libraries around it. Pure. */
export { findKnownErrors } from './entra/find-known-errors.ts'
export { knownErrors } from './entra/known-errors.ts'
export type { ErrorSystem, KnownError } from './entra/known-error.ts'
export { providerOf, type Provider, type ProviderPlace } from './entra/provider.ts'
