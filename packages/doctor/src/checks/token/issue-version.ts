import { problemInfo, type Fix } from '@clearway/rules/problems'

/** Has Entra issue access tokens of this version for the API; its own registration says which. */
export function issueVersion(version: 1 | 2): readonly Fix[] {
  const title = 'Let Entra issue version 2 access tokens for the API'
  const fix = problemInfo('token/issuer').fixes.find((each) => each.title === title)
  if (fix?.text === undefined || version === 2) return fix ? [fix] : []
  return [
    {
      ...fix,
      title: title.replace('2', '1'),
      text: fix.text.replace('TokenVersion": 2', 'TokenVersion": 1'),
    },
  ]
}
