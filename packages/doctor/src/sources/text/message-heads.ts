/** How a message begins that may go on in the next line and does not begin with its reason. */
const calls =
  /Access to [\w ]{1,40} (?:at|from)\b|Cross-Origin Request (?:Blocked|Warning)|(?:XMLHttpRequest|Fetch API|EventSource|Beacon API) cannot load|CORS policy:|Redirect from '|Failed to load (?:https?:|resource:)|Refused to |Connecting to '|Mixed Content:|Blocked loading mixed|Cross-origin redirection to|Cross-Origin Read Blocking|Content.Security.Policy:|The resource at [“"]http|was not allowed to run insecure|Cancelled load to|Unexpected (?:token|end of)|JSON\.parse:|JSON Parse error|(?:Abort|Timeout)Error:|TypeError: (?:Failed to fetch|Load failed|NetworkError when)|(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) https?:\/\/\S{1,2048}(?: [45]\d\d)?$/

/** Reasons of WebKit, which writes them alone; other engines write the like behind something else. */
const reasons =
  /Origin (?:null|https?:\/\/\S{1,300}) is not|Preflight response (?:is not|was)|Request header field |Method \S{1,40} is not allowed|Cannot use wildcard|Credentials flag is |Access-Control-Allow-Origin cannot|Not allowed to /

/** What the expressions above need to see, letter by letter: a line may end within it. */
const heads: readonly string[] = [
  ...['fetch', 'XMLHttpRequest', 'script', 'font', 'image', 'resource', 'manifest', 'audio', 'video'].flatMap(
    (api) => [`Access to ${api} at`, `Access to ${api} from`],
  ),
  'Access to CSS stylesheet at',
  'Access to internal resource at',
  'Cross-Origin Request Blocked',
  'Cross-Origin Request Warning',
  'Cross-Origin Read Blocking',
  'Cross-origin redirection to',
  'XMLHttpRequest cannot load',
  'Fetch API cannot load',
  'EventSource cannot load',
  'Beacon API cannot load',
  'CORS policy:',
  'Origin null is not',
  'Redirect from ',
  'Failed to load https:',
  'Failed to load resource:',
  'Refused to ',
  'Preflight response is not',
  'Preflight response was',
  'Request header field ',
  'Cannot use wildcard',
  'Credentials flag is ',
  'Access-Control-Allow-Origin cannot',
  'Not allowed to ',
  'Connecting to ',
  'Mixed Content:',
  'Blocked loading mixed',
  'Content-Security-Policy:',
  'Content Security Policy:',
  'The resource at ',
  'was not allowed to run insecure',
  'Cancelled load to',
  'Unexpected token',
  'Unexpected end of',
  'JSON.parse:',
  'JSON Parse error',
  'AbortError:',
  'TimeoutError:',
  'TypeError: Failed to fetch',
  'TypeError: Load failed',
  'TypeError: NetworkError when',
  ...['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map((method) => `${method} https://`),
]

const withoutBlanks = (text: string): string => text.replaceAll(' ', '')

const beginnings: ReadonlySet<string> = new Set(
  heads.map(withoutBlanks).flatMap((head) => Array.from(head, (_, end) => head.slice(0, end + 1))),
)
const firstLetters: ReadonlySet<string> = new Set(heads.map((head) => head.charAt(0)))
const longestHead = 64
/** The two heads with something of the call within. */
const holeHeads =
  /(?:^|\W)(?:Origin(?: null| https?:\/\/\S{1,300})?|Method(?: [A-Z]{1,40})?)(?: is)?(?: not)?$/
const letter = /[A-Za-z]/

const timeStamp = /^[[(]?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?![\d:])/

/** Tells whether a message begins in a text. */
export function isBegun(text: string): boolean {
  return calls.test(text) || reasons.test(text)
}

/**
 * Tells whether a line cannot go on with the message before it.
 *
 * @param by `calls`: that a reason begins in it is no sign.
 */
export function tellsOfAnother(text: string, by: 'any' | 'calls' = 'any'): boolean {
  const isRequest = /(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) https?:/.test(text)
  return isRequest || (by === 'any' ? isBegun(text) : calls.test(text))
}

/** Tells whether a line begins with a time, as each line of a log does: it goes on with none before it. */
export function hasOwnTime(text: string): boolean {
  return timeStamp.test(text)
}

/** Where in a text a message begins; -1 where none does. */
export function beginsAt(text: string): number {
  const places = [calls, reasons].map((begins) => text.search(begins)).filter((at) => at !== -1)
  return places.length === 0 ? -1 : Math.min(...places)
}

/** Tells whether a text ends within the words that a message begins with: `Uncaught (in promise) Access to`. */
export function endsInHead(text: string): boolean {
  const tail = text.slice(-longestHead)
  for (let at = 0; at < tail.length; at++) {
    if (!firstLetters.has(tail.charAt(at)) || (at > 0 && letter.test(tail.charAt(at - 1)))) continue
    if (beginnings.has(withoutBlanks(tail.slice(at)))) return true
  }
  return holeHeads.test(text)
}
