import { fieldValue, type FieldList } from '@clearway/rules/http'
import { isLoopbackHost } from '@clearway/rules/origins'
import type { Entry, Place, RecordedResponse } from '../../material.ts'

/** No message has more header fields; and so many lines may stand between a request and its answer. */
const maxFields = 200
const maxBetween = 12

const requestLine = /^(GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) (\S{1,8192}) HTTP\/\d(?:\.\d)?$/
const statusLine = /^(?:< )?HTTP\/\d(?:\.\d)? (\d{3})(?: (.{0,200}))?$/
const fieldLine = /^(?:< )?([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}): ?(.*)$/

/** Finds pasted HTTP messages. */
export interface HeaderBlockReader {
  /** Returns whether the line is part of a message. */
  read(text: string, at: Place): boolean
  /** Must be called after the last line. */
  end(): void
}

interface OpenBlock {
  readonly at: Place
  readonly method: string
  readonly target: string
  readonly requestFields: string[]
  response?: { readonly status: number; readonly statusText: string; readonly fields: string[] }
  /** Which part the next line may belong to. */
  part: 'request' | 'between' | 'response'
  linesBetween: number
}

/**
 * Makes a reader of HTTP messages that were pasted as text: a request line with its header, and the answer's
 * status line with its header behind it. An answer alone is left out: nobody knows what it answers. Bodies
 * are not read.
 */
export function createHeaderBlockReader(report: (entry: Entry) => void): HeaderBlockReader {
  let open: OpenBlock | undefined

  const end = (): void => {
    const entry = open && toEntry(open)
    open = undefined
    if (entry !== undefined) report(entry)
  }

  return {
    read(text, at) {
      const request = requestLine.exec(text)
      if (request !== null) {
        end()
        const [, method = '', target = ''] = request
        open = { at, method, target, requestFields: [], part: 'request', linesBetween: 0 }
        return true
      }
      if (open === undefined) return false
      const status = open.response === undefined ? statusLine.exec(text) : null
      if (status !== null) {
        open.response = { status: Number(status[1]), statusText: status[2] ?? '', fields: [] }
        open.part = 'response'
        return true
      }
      const fields = open.part === 'response' ? open.response?.fields : open.requestFields
      const field = open.part === 'between' ? null : fieldLine.exec(text)
      if (field !== null && fields !== undefined && fields.length < 2 * maxFields) {
        fields.push(field[1] ?? '', (field[2] ?? '').trim())
        return true
      }
      const noFieldYet = open.part === 'request' && open.requestFields.length === 0 && text === ''
      if (open.part === 'response') end()
      else if (!noFieldYet) open.part = 'between'
      if (open !== undefined && ++open.linesBetween > maxBetween) end()
      return false
    },
    end,
  }
}

function toEntry(block: OpenBlock): Entry | undefined {
  const { at, method, target, requestFields, response } = block
  const url = urlOf(target, requestFields)
  if (url === undefined) return undefined
  const recorded: RecordedResponse | undefined = response && {
    status: response.status,
    statusText: response.statusText,
    headers: response.fields,
  }
  const startedAt = Date.parse(fieldValue(response?.fields ?? [], 'date') ?? '')
  return {
    at,
    request: { method, url, headers: requestFields },
    ...(recorded && { response: recorded }),
    ...(Number.isFinite(startedAt) && { startedAt }),
  }
}

/** The target itself when it is absolute, or put together with Host; https unless the host is this machine. */
function urlOf(target: string, fields: FieldList): string | undefined {
  if (/^https?:\/\//i.test(target)) return URL.canParse(target) ? target : undefined
  const host = fieldValue(fields, 'host')
  if (host === undefined || !target.startsWith('/')) return undefined
  const scheme = isLoopbackHost(host.replace(/:\d+$/, '')) ? 'http' : 'https'
  const url = `${scheme}://${host}${target}`
  return URL.canParse(url) ? url : undefined
}
