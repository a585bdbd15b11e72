import { extname } from 'node:path'
import type { DiagnoseOptions, Expectations, ReportFormat } from '@clearway/doctor'
import { readText } from '../read-text.ts'
import { listOf, textOf, textsOf, type CommandValues } from '../commands/command.ts'

/** One call of `clearway doctor`, read. */
export interface DoctorCall {
  readonly format: ReportFormat
  /** The file to write to; undefined: standard output. */
  readonly output: string | undefined
  readonly allFixes: boolean
  readonly options: Pick<DiagnoseOptions, 'expectations' | 'probe' | 'verify'>
}

const formats: readonly ReportFormat[] = ['text', 'json', 'markdown', 'html', 'sarif']

/** Formats by the ending of the file that they are written to. */
const formatOfEnding: Readonly<Record<string, ReportFormat>> = {
  txt: 'text',
  json: 'json',
  md: 'markdown',
  html: 'html',
  htm: 'html',
  sarif: 'sarif',
}

const isFormat = (text: string): text is ReportFormat => formats.some((format) => format === text)

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const isOrigin = (text: string): boolean =>
  text === 'null' || (isWebUrl(text) && new URL(text).origin === text)

const readFormat = (values: CommandValues): ReportFormat | { readonly why: string } => {
  const named = textOf(values, 'format')
  if (named !== undefined)
    return isFormat(named) ? named : { why: `--format takes one of ${formats.join(', ')}` }
  const ending = extname(textOf(values, 'output') ?? '').slice(1)
  // A name without an ending, such as /dev/stderr, asks for nothing special.
  if (ending === '') return 'text'
  const endings = Object.keys(formatOfEnding)
  const known = endings.find((each) => each === ending.toLowerCase())
  if (known !== undefined) return formatOfEnding[known] ?? 'text'
  const endingsWords = endings.map((each) => `.${each}`).join(', ')
  return {
    why: `--output: no format is known by the ending .${ending.slice(0, 40)}; known are ${endingsWords}. Or name the format with --format`,
  }
}

const readExpectations = (values: CommandValues): Expectations => {
  const audiences = listOf(values, 'audience')
  const issuers = listOf(values, 'issuer')
  const scopes = listOf(values, 'scope')
  const tenants = listOf(values, 'tenant')
  return {
    ...(audiences.length > 0 && { audiences }),
    ...(issuers.length > 0 && { issuers }),
    ...(scopes.length > 0 && { scopes }),
    ...(tenants.length > 0 && { tenants }),
  }
}

const readHeaders = (values: CommandValues): readonly string[] | undefined => {
  const pairs = textsOf(values, 'header').map((text) =>
    /^([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,256}):[ \t]*([^\r\n\0]*)$/.exec(text),
  )
  return pairs.some((pair) => pair === null)
    ? undefined
    : pairs.flatMap((pair) => [pair?.[1] ?? '', pair?.[2] ?? ''])
}

/** What a page could not send: browsers leave it out without a word, and so the probe would show something else. */
const whyUnsendable = async (headers: readonly string[]): Promise<string | undefined> => {
  // Loaded when asked for: most people bring files.
  const { isForbiddenHeader, readPageHeaders } = await import('@clearway/rules/verdict')
  const read = readPageHeaders(headers)
  if (!read) return '--header: a value has characters that no header may have'
  const forbidden = read.find(isForbiddenHeader)
  if (!forbidden) return undefined
  const instead: Readonly<Record<string, string>> = {
    cookie:
      'The probe has no cookies to send: --with-credentials judges the call as one that would carry them',
    origin: 'Name the page with --origin',
  }
  const name = forbidden.name.slice(0, 40)
  return `--header: no page can set ${name}, browsers leave it out. ${instead[name] ?? 'Leave it out here too'}`
}

const readProbe = async (values: CommandValues): Promise<DiagnoseOptions['probe'] | string> => {
  const url = textOf(values, 'probe')
  const origin = textOf(values, 'origin')
  const probeOnly = ['origin', 'method', 'header', 'with-credentials'].find(
    (name) => values[name] !== undefined,
  )
  if (url === undefined)
    return probeOnly === undefined ? undefined : `--${probeOnly} is for a probe: add --probe <url>`
  if (!isWebUrl(url)) return '--probe takes an http or https URL, such as https://api.example.com/contacts'
  if (origin === undefined)
    return '--probe needs the origin of the calling page: --origin https://app.example.com'
  if (!isOrigin(origin)) return '--origin takes an origin as browsers send it: https://app.example.com'
  const method = textOf(values, 'method')
  if (method !== undefined && !/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}$/.test(method))
    return '--method takes a method, such as PUT'
  const headers = readHeaders(values)
  if (!headers) return '--header takes a name and a value: --header "X-Trace: 1"'
  const unsendable = headers.length === 0 ? undefined : await whyUnsendable(headers)
  if (unsendable !== undefined) return unsendable
  return {
    url,
    origin,
    headers,
    ...(method !== undefined && { method }),
    withCredentials: values['with-credentials'] === true,
    allowHosts: listOf(values, 'allow-host'),
  }
}

/** Bytes: a token is shorter, and so is the file that it stands in. */
const longestToken = 100_000

const readToken = async (values: CommandValues): Promise<DiagnoseOptions['verify'] | string> => {
  const file = textOf(values, 'token')
  const authority = textOf(values, 'authority')
  if (file === undefined)
    return authority === undefined ? undefined : '--authority is for a token: add --token <file>'
  if (authority !== undefined && !isWebUrl(authority))
    return '--authority takes the URL of the provider, such as https://login.microsoftonline.com/<tenant>/v2.0'
  const read = await readText(file, longestToken)
  if ('why' in read) return `--token: ${file.slice(0, 200)} ${read.why}`
  const token = read.text.trim().replace(/^Bearer\s+/i, '')
  if (token === '') return `--token: ${file.slice(0, 200)} is empty`
  return {
    name: file,
    token,
    ...(authority !== undefined && { authority }),
    allowHosts: listOf(values, 'allow-host'),
  }
}

/** Reads the options of a call, or says what is wrong with them. */
export const readDoctorCall = async (
  values: CommandValues,
  operands: readonly string[],
): Promise<DoctorCall | string> => {
  const format = readFormat(values)
  if (typeof format !== 'string') return format.why
  const probe = await readProbe(values)
  if (typeof probe === 'string') return probe
  const stdins = [...operands, textOf(values, 'token')].filter((name) => name === '-').length
  if (stdins > 1) return '- (standard input) can be read once only'
  const verify = await readToken(values)
  if (typeof verify === 'string') return verify
  if (operands.length === 0 && !probe && !verify)
    return 'what shall it look at?\n  clearway doctor capture.har'
  return {
    format,
    output: textOf(values, 'output'),
    allFixes: values['all-fixes'] === true,
    options: {
      expectations: readExpectations(values),
      ...(probe && { probe }),
      ...(verify && { verify }),
    },
  }
}
