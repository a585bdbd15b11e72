const hidden = '[redacted]'
const hiddenToken = '[token]'

/**
 * JSON in base64 begins with `{"`, a JWT's header and payload both; a cut one, one without its header, and one that is
 * encoded once more. Consoles and mail wrap long ones: lines that can be nothing but its continuation belong to it.
 */
const jwt =
  /(?:(?:eyJ|ZXlK)[\w+/=-]{2,}(?:\.[\w+/=-]*){0,4}|\[token\](?=\s))(?:\s{1,4}(?![0-9a-f]{8}-[0-9a-f]{4}-)(?=[A-Za-z_+/.-]*\d)[\w+/.-]{20,}={0,2}(?=\s|["'`]|$))*…?/g

/**
 * What is known without a name, also cut: Entra's codes and refresh tokens, ASP.NET Core's cookies, SAML and XML and
 * indented JSON in base64, PASETO.
 */
const knownShapes =
  /(?<![\w.-])(?:[01]\.A[\w-]{3}(?:[\w.-]{16,}|[\w.-]{0,15}…)|(?:CfDJ8|PHNhbWxw|PD94bWwg)(?:[\w+/=%-]{8,}|[\w+/=%-]{0,7}…)|(?:ewog|ew0K|eyAi|v[1-4]\.(?:local|public)\.)(?:[\w+/=.-]{12,}|[\w+/=.-]{0,11}…))/g

/** Secrets that their issuers made to be found: client secrets of Entra, tokens of Google, GitHub, GitLab and Slack. */
const issued =
  /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{20,}|(?<!\w)(?:ya29\.|AIza|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-)[\w.-]{16,}/g

/** A key of Azure's storage: 64 bytes. */
const storageKey = /(?<![\w+/])[\w+/]{86}==/g

const pem = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}-----)?/g

/** How a WebSocket brings a token to Kubernetes. */
const webSocketToken = /(base64url\.bearer\.authorization\.k8s\.io\.)[\w-]+/gi

const userInfo = /\/\/[^\s/?#"'`<>\\]+@/g

/** A cut one has lost its `@`; what stands behind its colon is no port. */
const cutUserInfo = /\/\/[^\s/?#"'`<>\\@:…]+:(?!\d{0,5}…)[^\s/?#"'`<>\\@…]+(?=…)/g

const encodedCutUserInfo =
  /(%(?:25){0,4}2F)\1[\w.~-]+%(?:25){0,4}3A(?!\d{0,5}[%…])(?:[\w.~-]|%(?!(?:25){0,4}(?:2F|3F|23)))+(?=…)/gi

const encodedUserInfo = /(%(?:25){0,4}2F)\1(?:(?!%(?:25){0,4}(?:2F|3F|23))[^\s/?#"'<>&])+?(%(?:25){0,4}40)/gi

/** A text without its tokens: each JSON Web Token, also a cut or a wrapped one, becomes `[token]`. */
export function hideTokens(text: string): string {
  return text.replace(jwt, hiddenToken)
}

/** Hides what is a secret by its shape alone, whatever its name: tokens, private keys, user names in URLs. */
export function hideKnownShapes(text: string): string {
  return hideStorageKeys(hideTokens(text.replace(pem, hidden)))
    .replace(knownShapes, hiddenToken)
    .replace(issued, hidden)
    .replace(webSocketToken, `$1${hiddenToken}`)
    .replace(userInfo, `//${hidden}@`)
    .replace(cutUserInfo, `//${hidden}`)
    .replace(encodedCutUserInfo, `$1$1${hidden}`)
    .replace(encodedUserInfo, `$1$1${hidden}$2`)
}

/** Looks for the rare end first: no other shape here begins with so much that every long text has. */
function hideStorageKeys(text: string): string {
  return text.includes('==') ? text.replace(storageKey, hidden) : text
}
