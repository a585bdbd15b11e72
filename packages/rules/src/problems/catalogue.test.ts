import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalogue, isProblemCode, problemAreas, problemDocsPath, problemInfo } from './catalogue.ts'
import type { ProblemCode } from './problem-code.ts'
import type { ProblemInfo, Stack } from './problem-info.ts'

/** Codes are permanent: a line may be added here, but none changed or removed. */
const published: readonly (readonly [code: ProblemCode, status: number | undefined])[] = [
  ['session/missing', 401],
  ['session/expired', 401],
  ['session/renewal-refused', 401],
  ['session/store-unavailable', 503],
  ['session/redirected-to-sign-in', undefined],
  ['session/sign-in-page-as-answer', undefined],
  ['session/affinity-lost', undefined],
  ['session/cookie-not-sent', undefined],
  ['sign-in/state-missing', 400],
  ['sign-in/state-invalid', 400],
  ['sign-in/state-expired', 400],
  ['sign-in/state-used', 400],
  ['sign-in/response-malformed', 400],
  ['sign-in/code-rejected', 400],
  ['sign-in/provider-refused', 403],
  ['sign-in/provider-unreachable', 503],
  ['sign-in/provider-answer-invalid', 502],
  ['sign-in/return-not-allowed', 400],
  ['sign-in/cookie-not-kept', 400],
  ['sign-in/tenant-not-allowed', 403],
  ['access/not-allowed', 403],
  ['token/missing', 401],
  ['token/malformed', 401],
  ['token/wrong-kind', 401],
  ['token/not-accepted', 401],
  ['token/expired', 401],
  ['token/not-yet-valid', 401],
  ['token/issuer', 401],
  ['token/signature', 401],
  ['token/unknown-key', 401],
  ['token/keys-unavailable', 503],
  ['token/audience', 401],
  ['token/scope', 403],
  ['token/claims', 401],
  ['cors/origin-not-allowed', 403],
  ['cors/method-not-allowed', 403],
  ['cors/header-not-allowed', 403],
  ['cors/missing-allow-origin', undefined],
  ['cors/multiple-allow-origin', undefined],
  ['cors/invalid-allow-origin', undefined],
  ['cors/wildcard-with-credentials', undefined],
  ['cors/credentials-not-allowed', undefined],
  ['cors/preflight-status', undefined],
  ['cors/preflight-redirected', undefined],
  ['cors/invalid-allow-list', undefined],
  ['cors/tainted-origin', undefined],
  ['cors/opaque-origin', undefined],
  ['cors/redirect-with-credentials', undefined],
  ['cors/redirect-not-followed', undefined],
  ['cors/cached-without-vary', undefined],
  ['cors/error-without-headers', undefined],
  ['cors/header-not-exposed', undefined],
  ['cors/opaque-answer', undefined],
  ['cors/forbidden-by-mode', undefined],
  ['cors/scheme-not-supported', undefined],
  ['cors/local-network', undefined],
  ['api/redirects-instead-of-401', undefined],
  ['api/error-hides-401', undefined],
  ['api/no-cors-on-path', undefined],
  ['idp/no-cors-on-sign-in', undefined],
  ['idp/redirect-uri-not-spa', undefined],
  ['idp/pkce-missing', undefined],
  ['idp/spa-redeemed-by-server', undefined],
  ['idp/flow-not-for-browsers', undefined],
  ['idp/metadata-not-found', undefined],
  ['idp/authority-not-trusted', undefined],
  ['idp/protocol-mode', undefined],
  ['idp/implicit-disabled', undefined],
  ['idp/redirect-uri-mismatch', undefined],
  ['idp/application-not-found', undefined],
  ['idp/tenant-not-found', undefined],
  ['idp/scope-not-valid', undefined],
  ['idp/client-credentials-rejected', undefined],
  ['idp/account-not-allowed', undefined],
  ['idp/consent-missing', undefined],
  ['idp/interaction-required', undefined],
  ['idp/silent-sign-in-failed', undefined],
  ['idp/code-or-refresh-token-ended', undefined],
  ['idp/request-malformed', undefined],
  ['idp/assertion-rejected', undefined],
  ['idp/answer-lost', undefined],
  ['idp/refused', undefined],
  ['proxy/unknown-host', 404],
  ['proxy/no-segment', 404],
  ['proxy/forwarded-headers', 400],
  ['proxy/apps-on-different-origins', undefined],
  ['proxy/preflight-blocked', undefined],
  ['proxy/internal-unreachable', 502],
  ['proxy/internal-timeout', 504],
  ['proxy/internal-broke-off', 502],
  ['proxy/internal-answer-invalid', 502],
  ['request/malformed', 400],
  ['request/target-not-supported', 400],
  ['request/path-ambiguous', 400],
  ['request/header-conflict', 400],
  ['request/method-not-allowed', 405],
  ['request/headers-too-large', 431],
  ['request/body-too-large', 413],
  ['request/timeout', 408],
  ['browser/not-cors', undefined],
  ['gateway/shutting-down', 503],
  ['gateway/unexpected', 500],
  ['capture/not-recognised', undefined],
  ['capture/empty', undefined],
  ['capture/truncated', undefined],
  ['capture/unreadable', undefined],
  ['capture/encrypted', undefined],
  ['capture/too-large', undefined],
  ['capture/sanitised', undefined],
  ['config/syntax', undefined],
  ['config/unknown-key', undefined],
  ['config/missing-key', undefined],
  ['config/duplicate', undefined],
  ['config/invalid-value', undefined],
  ['config/unresolved-reference', undefined],
  ['config/dangerous', undefined],
]

const entries = Object.entries(catalogue) as readonly [ProblemCode, ProblemInfo][]

/** Every text of an entry that people read as prose. */
const prose = ({ title, summary, seen, causes, fixes }: ProblemInfo): readonly string[] => [
  title,
  summary,
  seen,
  ...causes,
  ...fixes.flatMap((fix) => [fix.title, fix.steps]),
]

const sentences = ({ summary, seen, causes, fixes }: ProblemInfo): readonly string[] => [
  summary,
  seen,
  ...causes,
  ...fixes.map(({ steps }) => steps),
]

/** The texts of all entries that are not as they should be, each with its code; the list to be empty. */
const offenders = (
  textsOf: (info: ProblemInfo) => readonly string[],
  isGood: (text: string) => boolean,
): readonly string[] =>
  entries.flatMap(([code, info]) =>
    textsOf(info)
      .filter((text) => !isGood(text))
      .map((text) => `${code}: ${text}`),
  )

const repeated = (texts: readonly string[]): readonly string[] =>
  texts.filter((text, index) => texts.indexOf(text) !== index)

const withoutCode = (text: string): string => text.replaceAll(/`[^`]*`/g, '')

const texts = ({ fixes }: ProblemInfo): readonly string[] =>
  fixes.flatMap(({ text }) => (text === undefined ? [] : [text]))

const parses = (json: string): boolean => {
  try {
    JSON.parse(json)
    return true
  } catch {
    return false
  }
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** Whether all brackets outside strings and regular expressions are closed. */
const isBalanced = (text: string): boolean => {
  const open: string[] = []
  const bare = text.replaceAll(
    /'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|\/\^?(?:[^/\s\\]|\\.)[^/\n]*\/[a-z]*[.,)\s]/g,
    ' ',
  )
  for (const [bracket] of bare.matchAll(/[()[\]{}]/g)) {
    const close = closing[bracket]
    if (close !== undefined) open.push(close)
    else if (open.pop() !== bracket) return false
  }
  return open.length === 0
}

const isClosed = (text: string): boolean => {
  const open: string[] = []
  for (const [, slash, name = '', empty] of text.matchAll(/<(\/?)([\w-]+)(?:[^<>"]|"[^"]*")*?(\/?)>/g)) {
    if (slash === '/') {
      if (open.pop() !== name) return false
    } else if (empty !== '/' && name !== 'img') open.push(name)
  }
  return open.length === 0
}

describe('the codes', () => {
  test('are the published ones, in order, each with its status', () => {
    expect(entries.map(([code, { status }]) => [code, status])).toEqual(published)
  })

  test('are an area and a slug in lower case', () => {
    for (const [code] of entries) expect(code).toMatch(/^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z\d]+)*$/)
  })

  test('are grouped by area, in the order in which the areas are described', () => {
    const areas = entries.map(([code]) => code.slice(0, code.indexOf('/')))
    expect(areas.filter((area, index) => area !== areas[index - 1])).toEqual(Object.keys(problemAreas))
  })

  test('lead to their entries', () => {
    for (const [code, info] of entries) expect(problemInfo(code)).toBe(info)
  })
})

describe('every entry', () => {
  test('has a title of less than 70 characters without a full stop', () => {
    const isGood = (title: string): boolean => /^\p{Lu}.{1,68}$/u.test(title) && !/[.!?]$/.test(title)
    expect(offenders(({ title }) => [title], isGood)).toEqual([])
  })

  test('has a title that no other has', () => {
    expect(repeated(entries.map(([, { title }]) => title))).toEqual([])
  })

  test('tells what happened, what people see, at least one cause and at least one fix', () => {
    const lacking = entries.filter(([, { causes, fixes }]) => causes.length === 0 || fixes.length === 0)
    expect(lacking).toEqual([])
    expect(offenders(prose, (text) => text !== '')).toEqual([])
  })

  test('speaks in whole sentences', () => {
    expect(offenders(sentences, (text) => /^[\p{Lu}`‘“].*[.:]`?$|^`.*`$/u.test(text))).toEqual([])
  })

  test('has no stray white space and no line break in prose', () => {
    expect(offenders(prose, (text) => text === text.trim() && !/\s{2}|[\n\t]/.test(text))).toEqual([])
  })

  test('closes every backtick', () => {
    expect(offenders(prose, (text) => text.split('`').length % 2 === 1)).toEqual([])
  })

  test('uses typographic quotes in prose and leaves straight ones to code', () => {
    expect(offenders(prose, (text) => !/['"]/.test(withoutCode(text)))).toEqual([])
  })

  test('neither apologises nor pleads', () => {
    expect(offenders(prose, (text) => !/\b(please|sorry|oops|simply)\b/i.test(text))).toEqual([])
  })

  test('of a CORS rule tells the words of all three engines', () => {
    const rules = entries.filter(([code, { status }]) => code.startsWith('cors/') && status === undefined)
    const isOfTheBrowser = ([code]: (typeof rules)[number]): boolean =>
      !['cors/cached-without-vary', 'cors/error-without-headers', 'cors/header-not-exposed'].includes(code) &&
      !['cors/opaque-answer', 'cors/local-network', 'cors/forbidden-by-mode'].includes(code)
    const lacking = rules
      .filter(isOfTheBrowser)
      .filter(([, { seen }]) => !['Chromium', 'Firefox', 'Safari'].every((engine) => seen.includes(engine)))
    expect(lacking.map(([code]) => code)).toEqual([])
  })

  test('names only problems that exist', () => {
    const named = (info: ProblemInfo): readonly string[] =>
      prose(info)
        .flatMap((text) => Array.from(text.matchAll(/`([a-z-]+)\/[a-z\d-]+`/g)))
        .filter(([, area = '']) => Object.hasOwn(problemAreas, area))
        .map(([code]) => code.slice(1, -1))
    expect(offenders(named, isProblemCode)).toEqual([])
  })

  test('names specifications by https URLs, each once', () => {
    expect(
      offenders(
        ({ spec = [] }) => spec,
        (url) => new URL(url).protocol === 'https:',
      ),
    ).toEqual([])
    expect(entries.filter(([, { spec = [] }]) => repeated(spec).length > 0)).toEqual([])
  })

  test('says since which release', () => {
    expect(
      offenders(
        ({ since }) => [since],
        (since) => /^\d+\.\d+\.\d+$/.test(since),
      ),
    ).toEqual([])
  })
})

describe('the fixes of an entry', () => {
  test('have different titles without a full stop', () => {
    const titles = ({ fixes }: ProblemInfo): readonly string[] => fixes.map(({ title }) => title)
    expect(offenders(titles, (title) => /^\p{Lu}.*[^.!?]$/u.test(title))).toEqual([])
    expect(
      offenders(
        (info) => repeated(titles(info)),
        () => false,
      ),
    ).toEqual([])
  })

  test('have a language for each text to copy, and a text for each language', () => {
    const unpaired = entries.flatMap(([code, { fixes }]) =>
      fixes
        .filter(({ text, language }) => (text === undefined) !== (language === undefined))
        .map(({ title }) => `${code}: ${title}`),
    )
    expect(unpaired).toEqual([])
  })

  test('have texts to copy that fit into a Markdown code block', () => {
    expect(
      offenders(texts, (text) => text.trim() !== '' && text === text.trimEnd() && !/```|\t| $/m.test(text)),
    ).toEqual([])
  })

  test('for Clearway say so, where the problem may come from other servers too', () => {
    const isClearways = (code: ProblemCode): boolean =>
      /^(?:capture|config|sign-in|access|request|gateway)\//.test(code) ||
      (/^(?:proxy|session)\//.test(code) && catalogue[code].status !== undefined)
    const ofOthersToo = entries.filter(([code]) => !isClearways(code))
    const found = ofOthersToo.flatMap(([code, { fixes }]) =>
      fixes
        .filter(({ title, stack, language }) => {
          const isFor = stack === 'clearway'
          return isFor !== title.includes('Clearway') || isFor !== (language === 'yaml')
        })
        .map(({ title }) => `${code}: ${title}`),
    )
    expect(found).toEqual([])
    expect(ofOthersToo.length).toBeGreaterThan(60)
  })

  test('for one kind of server name it in their titles', () => {
    const names: Readonly<Record<Stack, RegExp>> = {
      clearway: /Clearway/,
      'aspnet-core': /ASP\.NET Core/,
      aspnet: /\.NET Framework/,
      node: /Express|Fastify/,
      nginx: /nginx/,
      iis: /IIS/,
      'app-service': /App Service/,
      'application-gateway': /Application Gateway/,
      'api-management': /API Management/,
      'app-proxy': /application proxy/,
    }
    const nameless = ({ fixes }: ProblemInfo): readonly string[] =>
      fixes.flatMap(({ title, stack }) => (stack && !names[stack].test(title) ? title : []))
    expect(offenders(nameless, () => false)).toEqual([])
  })

  test('have JSON that parses', () => {
    const json = ({ fixes }: ProblemInfo): readonly string[] =>
      fixes.flatMap(({ text = '', language }) => (language === 'json' ? [text] : []))
    expect(offenders(json, parses)).toEqual([])
  })

  test('have code whose brackets are closed', () => {
    const code = ({ fixes }: ProblemInfo): readonly string[] =>
      fixes.flatMap(({ text = '', language = '' }) =>
        ['js', 'csharp', 'nginx', 'powershell'].includes(language) ? [text] : [],
      )
    expect(offenders(code, isBalanced)).toEqual([])
  })

  test('have XML and HTML whose elements are closed', () => {
    const markup = ({ fixes }: ProblemInfo): readonly string[] =>
      fixes.flatMap(({ text = '', language = '' }) => (['xml', 'html'].includes(language) ? [text] : []))
    expect(offenders(markup, isClosed)).toEqual([])
  })

  test('tell pages what to do with every 401 of a session: go to the signIn of the body', () => {
    const of401 = entries.filter(([code, { status }]) => code.startsWith('session/') && status === 401)
    expect(of401).toHaveLength(3)
    for (const [, info] of of401) expect(texts(info).join('\n')).toContain('location.assign(problem.signIn)')
  })

  test('never send people to sign-in for a 503', () => {
    const of503 = entries.filter(([, { status }]) => status === 503)
    for (const [, info] of of503) expect(texts(info).join('\n')).not.toContain('signIn')
  })
})

describe('isProblemCode', () => {
  test('knows every published code', () => {
    for (const [code] of published) expect(isProblemCode(code)).toBe(true)
  })

  test.each(['', 'session', 'session/', 'session/unheard-of', 'SESSION/MISSING', 'session/missing '])(
    'does not know %j',
    (text) => {
      expect(isProblemCode(text)).toBe(false)
    },
  )

  test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'does not take %s, which every object has, for a code',
    (text) => {
      expect(isProblemCode(text)).toBe(false)
    },
  )

  test('knows nothing but the published codes', () => {
    const codes = new Set<string>(published.map(([code]) => code))
    assert(property(string(), (text) => isProblemCode(text) === codes.has(text)))
  })
})

describe('problemDocsPath', () => {
  test('is the page of the code below docs/problems', () => {
    expect(problemDocsPath('session/expired')).toBe('docs/problems/session/expired.md')
  })
})
