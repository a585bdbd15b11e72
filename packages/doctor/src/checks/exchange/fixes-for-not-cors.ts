import type { LookAlikeKind } from '@clearway/rules/messages'
import { problemInfo, type Fix } from '@clearway/rules/problems'
import { shellAddress } from '../shell-address.ts'

const openIt = 'Open the address in a tab of its own'

/** Which of the catalogue's fixes helps first, by their titles; where none is named, looking at the address does. */
const helpsFirst: Partial<Record<LookAlikeKind, string>> = {
  'content-security-policy': 'Name the address in the page’s Content Security Policy',
  'mixed-content': 'Call by https',
  'blocked-by-client': 'Try without extensions',
}

/** The fix that helps with this kind of failure, to stand before the catalogue's; of the called address, where it is known. */
export function fixesForNotCors(kind: LookAlikeKind, url: string | undefined): readonly Fix[] {
  const title = helpsFirst[kind] ?? openIt
  const fix = problemInfo('browser/not-cors').fixes.find((each) => each.title === title)
  if (!fix) return []
  if (title !== openIt || url === undefined || !/^https?:/i.test(url) || !URL.canParse(url)) return [fix]
  return [{ ...fix, text: `curl -sv -o /dev/null ${shellAddress(url)}` }]
}
