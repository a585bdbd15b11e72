const telling =
  /^(?:text\/(?!css|javascript|ecmascript)|application\/(?:[\w.-]{1,64}\+)?(?:json|xml)|application\/x-www-form-urlencoded)/i

/** Whether a body of this Content-Type is a text that may tell why a call failed: scripts and styles do not. */
export function isTelling(contentType: string): boolean {
  return telling.test(contentType)
}
