/** A text without its tokens: each JSON Web Token, also a cut one, becomes `[token]`. */
export function hideTokens(text: string): string {
  return text.includes('eyJ') ? text.replaceAll(/eyJ[A-Za-z0-9_.-]+/g, '[token]') : text
}
