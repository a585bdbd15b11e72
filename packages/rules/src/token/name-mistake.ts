/** A text that is no signed JSON Web Token, recognised for what it is. */
export interface TokenMistake {
  readonly received: string
  readonly detail: string
}

/** What JavaScript makes of a variable that holds no token, when it is joined to the word `Bearer`. */
const unsetVariables: ReadonlySet<string> = new Set([
  'undefined',
  'null',
  'NaN',
  'true',
  'false',
  '[object',
  '[object Object]',
  '[object Promise]',
])

/**
 * Names what a text is when it cannot be a signed token in compact form: empty, an unset variable, a doubled
 * scheme, a quoted or broken text, an encrypted token, an opaque token.
 *
 * Returns nothing when the text has three parts; whether these are good is not looked at. Nothing of the
 * text itself is part of the answer, save the names of unset variables.
 */
export function nameMistake(text: string): TokenMistake | undefined {
  if (text === '') return { received: 'an empty text', detail: 'There is no token: the text is empty.' }
  if (text.startsWith('[object') && unsetVariables.has(text)) {
    return {
      received: `the text '${text}'`,
      detail: `The caller sent the text '${text}' in place of a token: its variable held an object, or a promise of one. Send the token's own text.`,
    }
  }
  if (unsetVariables.has(text)) {
    return {
      received: `the text '${text}'`,
      detail: `The caller sent the text '${text}' in place of a token: its variable held none. Wait for the token before the call.`,
    }
  }
  if (/^bearer(\s|$)/i.test(text)) {
    return {
      received: "a text that begins with 'Bearer'",
      detail: "The word 'Bearer' stands inside the token: the caller wrote the scheme twice.",
    }
  }
  if (/^["']|["']$/.test(text)) {
    return {
      received: 'a text in quotation marks',
      detail: 'The token stands in quotation marks: the caller sent it as a JSON text; parse it first.',
    }
  }
  if (/\s/.test(text)) {
    return {
      received: 'a text with white space',
      detail: 'The token has white space in it; it was cut or joined.',
    }
  }
  return nameParts(text.split('.').length)
}

function nameParts(parts: number): TokenMistake | undefined {
  switch (parts) {
    case 3:
      return undefined
    case 1:
      return {
        received: 'one part',
        detail:
          'The token is no JSON Web Token but an opaque text: it is meant for its issuer or for another API. Ask for a token with a scope of this API.',
      }
    case 5:
      return {
        received: 'an encrypted token (five parts)',
        detail:
          'The token is encrypted (a JWE, five parts); only signed tokens (a JWS, three parts) can be read.',
      }
    case 2:
      return {
        received: '2 parts',
        detail:
          'A signed JSON Web Token has three parts between dots; this text has 2: its end was cut off, or it is another kind of text.',
      }
    default:
      return {
        received: `${parts} parts`,
        detail: `A signed JSON Web Token has three parts between dots; this text has ${parts}: it was cut or joined.`,
      }
  }
}
