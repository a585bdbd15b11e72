import { didYouMean } from './did-you-mean.ts'

const secretKeys = ['clientSecret', 'key', 'secret', 'password']

/** Tells whether a key of the configuration holds a secret, also where its name is misspelt. */
export const isSecretKey = (key: string): boolean => didYouMean(key, secretKeys) !== undefined
