/** Whose behaviour is asked for: the Fetch standard's letter, or what an engine does. */
export type Profile = 'spec' | 'chromium' | 'firefox' | 'webkit'

/** All profiles, the standard first. */
export const profiles: readonly Profile[] = ['spec', 'chromium', 'firefox', 'webkit']
