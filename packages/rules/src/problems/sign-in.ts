import type { AreaCatalogue } from './problem-info.ts'
import { signInState } from './sign-in/state.ts'
import { providerAnswers } from './sign-in/provider.ts'
import { signInReturn } from './sign-in/return.ts'

/** Problems of the way to the provider and back. */
export const signIn: AreaCatalogue<'sign-in'> = { ...signInState, ...providerAnswers, ...signInReturn }
