import { excerpt } from '@clearway/rules/http'

const maxAddress = 160
const digits = /^\d+$/
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const longHex = /^[0-9a-f]{16,}$/i

/**
 * A URL as findings show it: origin and path, without user, query and fragment, cut. Text that is no URL is
 * cut at its query.
 */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return excerpt(url.split(/[?#]/, 1)[0]!, maxAddress)
  const { protocol, host, pathname } = new URL(url)
  // Of a URL that was shortened on its way here, in a mail or by a console.
  const readable = pathname.replaceAll('%E2%80%A6', '…')
  return excerpt(`${protocol}//${host}${readable}`, maxAddress)
}

/**
 * What a finding is about: the address of a URL, with numbers and long ids in its path folded to `{id}`, so
 * that the same problem of many records is one finding.
 */
export function subjectOf(url: string): string {
  return addressOf(url)
    .split('/')
    .map((segment, at) => (at > 2 && isId(segment) ? '{id}' : segment))
    .join('/')
}

function isId(segment: string): boolean {
  return digits.test(segment) || guid.test(segment) || longHex.test(segment)
}
