import { json } from '../answer.ts'
import type { Endpoint } from './endpoint.ts'

/** `GET /.clearway/keys`: the public keys of `Clearway-Assertion`, as a JSON Web Key Set. */
export const keys: Endpoint = {
  methods: ['GET', 'HEAD'],
  answer: ({ gateway }) => json(gateway.assertions.keys),
}
