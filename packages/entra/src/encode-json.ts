/** A value as base64url of its JSON (RFC 7515, 2): the parts of a token, and what Microsoft adds to its responses. */
export const encodeJson = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
