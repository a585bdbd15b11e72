import { joinRepeats, type PageHeader } from './request-headers.ts'

/** Bytes of a safelisted header's value. */
const maxValueLength = 128
/** Bytes of the values of all safelisted headers together. */
const maxTotalLength = 1024

const unsafeByte = /[^\t\x20-\xff]|["():<>?@[\\\]{}\x7f]/
const languageBytes = /^[0-9A-Za-z *,\-.;=]*$/
const aboveAscii = /[\x80-\xff]/
const range = /^bytes=(\d+)-(\d*)$/
const mediaType = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+\/[!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]*(?:;|$)/
const decimal = /^\d+(?:\.\d+)?$/
const digits = /^\d+$/

const connectionTypes = new Set(['slow-2g', '2g', '3g', '4g'])
const simpleTypes = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])

/** Where engines differ on what is safelisted; asked only when the answer matters. */
export interface SafelistTraits {
  /** Whether client hints are safelisted. */
  clientHints(): boolean
  /** Whether a byte above 0x7F makes Accept unsafe. */
  unsafeAcceptBytes(): boolean
  /** Whether the unit of a Range may be in any letter case. */
  rangeInAnyCase(): boolean
  /** Whether positions above 2^63-1 make a Range unsafe. */
  limitsRange(): boolean
  /** Whether the bytes of all safelisted headers are counted together. */
  countsTotal(): boolean
  /** Whether a name comes as often as the header. */
  repeatsNames(): boolean
  /** Whether several headers of one name are one header, joined, before they are looked at. */
  joinsRepeats(): boolean
}

/**
 * The names of headers for which a browser asks with a preflight, in lower case and sorted.
 *
 * @param headers - The page's headers, without forbidden ones.
 * @see {@link https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names Fetch Standard, 2.2.2}
 */
export function unsafeHeaderNames(headers: readonly PageHeader[], traits: SafelistTraits): readonly string[] {
  if (headers.length === 0) return none
  const singly = unsafeOf(headers, traits)
  const joined = joinRepeats(headers)
  if (joined.length === headers.length) return singly
  const jointly = unsafeOf(joined, traits)
  return singly.join() === jointly.join() || !traits.joinsRepeats() ? singly : jointly
}

/**
 * Tells whether a header is one that a page may send anywhere without asking.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cors-safelisted-request-header Fetch Standard, 2.2.2}
 */
export function isSafelisted(header: PageHeader, traits: SafelistTraits): boolean {
  const { name, value } = header
  if (value.length > maxValueLength) return false
  const isSafe = tests.get(name)
  if (isSafe !== undefined) return isSafe(value, traits)
  return clientHints.get(name)?.(value) === true && traits.clientHints()
}

/**
 * Tells whether a page may set a header in mode `no-cors`; the others are left out without a word.
 *
 * @see {@link https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header Fetch Standard, 2.2.2}
 */
export function isNoCorsSafelisted(header: PageHeader, traits: SafelistTraits): boolean {
  return header.name !== 'range' && tests.has(header.name) && isSafelisted(header, traits)
}

const none: readonly string[] = []

function unsafeOf(headers: readonly PageHeader[], traits: SafelistTraits): readonly string[] {
  const unsafe: string[] = []
  const safe: string[] = []
  let total = 0
  for (const header of headers) {
    if (isSafelisted(header, traits)) {
      safe.push(header.name)
      total += header.value.length
    } else unsafe.push(header.name)
  }
  if (total > maxTotalLength && traits.countsTotal()) unsafe.push(...new Set(safe))
  if (unsafe.length === 0) return none
  const names = new Set(unsafe)
  return (names.size < unsafe.length && traits.repeatsNames() ? unsafe : [...names]).sort()
}

type Test = (value: string, traits: SafelistTraits) => boolean

const isLanguage: Test = (value) => languageBytes.test(value)

const tests: ReadonlyMap<string, Test> = new Map<string, Test>([
  [
    'accept',
    (value, traits) => !unsafeByte.test(value) && !(aboveAscii.test(value) && traits.unsafeAcceptBytes()),
  ],
  ['accept-language', isLanguage],
  ['content-language', isLanguage],
  ['content-type', (value) => !unsafeByte.test(value) && simpleTypes.has(essenceOf(value))],
  ['range', (value, traits) => isRange(value, traits) || isRangeInOtherCase(value, traits)],
])

const clientHints: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['dpr', (value: string) => decimal.test(value)],
  ['device-memory', (value: string) => decimal.test(value)],
  ['viewport-width', (value: string) => digits.test(value)],
  ['width', (value: string) => digits.test(value)],
  ['save-data', (value: string) => value.toLowerCase() === 'on'],
  ['downlink', (value: string) => decimal.test(value)],
  ['rtt', (value: string) => digits.test(value)],
  ['ect', (value: string) => connectionTypes.has(value)],
  ['intervention', () => true],
])

function essenceOf(value: string): string {
  return mediaType.exec(value)?.[1]?.toLowerCase() ?? ''
}

function isRange(value: string, traits: SafelistTraits): boolean {
  const found = range.exec(value)
  if (found === null) return false
  const [first, last] = [BigInt(found[1]!), found[2] === '' ? undefined : BigInt(found[2]!)]
  if (last !== undefined && first > last) return false
  return (last ?? first) <= largestPosition || !traits.limitsRange()
}

function isRangeInOtherCase(value: string, traits: SafelistTraits): boolean {
  return isRange(value.toLowerCase(), traits) && traits.rangeInAnyCase()
}

const largestPosition = 2n ** 63n - 1n
