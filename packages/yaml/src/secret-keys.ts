import { didYouMean } from './did-you-mean.ts'

const secretKeys = ['clientSecret', 'key', 'secret', 'secretText', 'password']

/** Tells whether a key holds a secret, also where its name is misspelt. */
export const isSecretKey = (key: string): boolean => didYouMean(key, secretKeys) !== undefined
