import type { HeadStep } from '../head.ts'

/** What the gateway adds to every answer: the request id, and cookies that a step has set. */
export const addOwnFields: HeadStep = ({ id, setCookies }, head) => ({
  ...head,
  fields: [...head.fields, 'Clearway-Request-Id', id, ...setCookies.flatMap((line) => ['Set-Cookie', line])],
})
