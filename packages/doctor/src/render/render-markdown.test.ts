import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Finding, Report } from '../report.ts'
import { renderMarkdown } from './render-markdown.ts'

const sample = JSON.parse(readFileSync(new URL('fixtures/report.json', import.meta.url), 'utf8')) as Report

const withFinding = (changes: Partial<Finding>): string => {
  const [finding] = sample.findings
  if (!finding) throw new Error('the sample has no finding')
  return renderMarkdown({ ...sample, findings: [{ ...finding, ...changes }] })
}

test('a report reads like this', () => {
  expect(renderMarkdown(sample)).toMatchInlineSnapshot(`
    "# Found 1 error, 1 warning.

    ## A background call was redirected to sign-in

    **error** · \`session/redirected-to-sign-in\` · seen 3 times

    The page \`https://contacts.example.com\` called \`https://api.example.com/contacts/v1/people\`, which answered with a redirect to \`login.microsoftonline.com\`. The sign-in page has no CORS, so the browser kept the answer from the page.

    \`\`\`text
    ●  OPTIONS https://api.example.com/contacts/v1/people  (preflight)
    │  └ 204
    ▼  GET https://api.example.com/contacts/v1/people
    │  └ 302  Location: https://login.microsoftonline.com/11111111-1111-…111111111/oauth2/v2.0/authorize
    ✗  GET https://login.microsoftonline.com/11111111-1111-1111-…11111/oauth2/v2.0/authorize  (redirect)
       └ 200  no Access-Control-Allow-Origin
         the browser stops here; the page gets nothing of this answer
    \`\`\`

    ### Evidence

    | What | Value | Where |
    | --- | --- | --- |
    | response header location | \`https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/oauth2/v2.0/authorize?client_id=22222222-2222-2222-2222-222222222222&response_type=code%20id_token&response_mode=form_post&nonce=6370sdfjAbCdEf123456&state=CfDJ8AbCdEfGhIjKlMnOpQrStUv\` | captures/contacts.har, entry 12, byte 48213 |
    | console line | \`Access to fetch at 'https://login.microsoftonline.com/…' (redirected from 'https://api.example.com/contacts/v1/people') from origin 'https://contacts.example.com' has been blocked by CORS policy\` | standard input, line 3, byte 211 |

    ### Fixes

    **1. Answer background calls with 401**

    Redirect navigations only. In ASP.NET Core, decide by \`Sec-Fetch-Mode\` in the cookie handler’s events.

    \`\`\`csharp
    options.Events.OnRedirectToLogin = context =>
    {
        if (context.Request.Headers["Sec-Fetch-Mode"] != "navigate")
            context.Response.StatusCode = 401;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    };
    \`\`\`

    **2. Let the page sign in again when a call answers 401**

    Take the whole window to sign-in.

    \`\`\`js
    if (answer.status === 401) location.assign('/signin')
    \`\`\`

    **3. Put Clearway in front of the API**

    It answers background calls with a readable \\401.

    More: \`docs/problems/session/redirected-to-sign-in.md\`

    ## An answer for one origin may be served to another

    **warning** · \`cors/cached-without-vary\`

    \`https://cdn.example.com/list.json\` names one origin in Access-Control-Allow-Origin and has no Vary.

    ### Evidence

    | What | Value | Where |
    | --- | --- | --- |
    | response header vary | \`absent\` | captures/contacts.har, entry 20, byte 90001 |

    ### Fixes

    **1. Send Vary: Origin on every answer**

    Also on those without an Origin.

    \`\`\`nginx
    add_header Vary Origin always;
    \`\`\`

    More: \`docs/problems/cors/cached-without-vary.md\`

    ## Read

    - captures/contacts.har: HAR of WebInspector 537.36, 42 exchanges
      - \`capture/sanitised\`: Cookies and Authorization headers were left out of the export. Export it with sensitive data to see them.
    - standard input: text
    - /home/ada/Downloads/photo.jpg: not recognised
      - \`capture/not-recognised\`: This is neither a capture nor text. Bring a HAR, a SAZ, a NetLog or text. (byte 0)

    ## Not checked

    - cookies that stayed behind: The capture leaves cookies out: export the HAR with sensitive data.
    "
  `)
})

test.each([
  ['<img src=x onerror=alert(1)>', String.raw`\<img src=x onerror=alert\(1\)\>`],
  ['[a](javascript:alert)', String.raw`\[a\]\(javascript:alert\)`],
  ['@everyone closes #1', String.raw`\@everyone closes \#1`],
  ['a\n# b\n- c', String.raw`a \# b \- c`],
  ['1. one', String.raw`\1. one`],
  ['see https://evil.test/x.', 'see `https://evil.test/x`.'],
  ['`Vary: Origin` and *', String.raw`${'`Vary: Origin`'} and \*`],
])('prose %j is escaped', (summary, escaped) => {
  expect(withFinding({ summary })).toContain(`\n\n${escaped}\n\n`)
})

test('values are code that no backtick, bar or line break ends', () => {
  const text = withFinding({ evidence: [{ input: 'a|b', what: 'x', value: 'a``b | c\n`d`' }] })
  expect(text).toContain('| x | ``` a``b \\| c `d` ``` | a\\|b |')
})

test('a code block is fenced by more backticks than its text has', () => {
  const text = withFinding({ fixes: [{ title: 'T', steps: 'S', language: 'md`\nx', text: 'a\n```\nb' }] })
  expect(text).toContain('\n````\na\n```\nb\n````\n')
})
