import type { ExternalUrl } from '../plan.ts'

/** The whole external URL of a segment: where its app starts. */
export const startUrl = ({ origin, prefix }: ExternalUrl): string => origin + prefix
