import type { ChainHop } from '../../report.ts'
import { cutMiddle } from '../cut-middle.ts'
import { foldChain, leftOutWords, type LeftOut } from '../fold-chain.ts'
import { isRefusal } from '../is-refusal.ts'
import { escapeHtml } from './escape-html.ts'

const margin = 8
const pageX = 50
const browserX = 170
const laneGap = 280
const top = 44
const rowHeight = 62
/** Width of a character of the 12px monospaced font. */
const characterWidth = 7.3
/** Of the 13px bold font of what is said of the stop, in the widest of the usual families. */
const stopCharacterWidth = 7.8

/**
 * The sequence as a picture: page, browser and servers as lanes, requests and answers as arrows between them, with the
 * place at which the browser stopped. Inline SVG that takes its colours from the page's style sheet.
 */
export function sequencePicture(hops: readonly ChainHop[]): string {
  const rows = foldChain(hops)
  const servers = [...new Set(rows.flatMap((row) => ('hop' in row ? serverOf(row.hop.url) : [])))]
  const laneX = (server: string): number => browserX + 40 + laneGap * (servers.indexOf(server) + 1) - 60
  const stop = hops.findIndex(({ stopped }) => stopped)
  const lanesEnd = laneX(servers.at(-1) ?? '') + laneGap / 2
  const textEnd = stop === -1 ? 0 : browserX + 14 + stopText(hops[stop]).length * stopCharacterWidth
  const width = Math.ceil(Math.max(lanesEnd, textEnd)) + margin
  const height = top + rowHeight * rows.length + 74
  const parts = [
    lane(pageX, 'page', height),
    lane(browserX, 'browser', height),
    ...servers.map((server) => lane(laneX(server), server, height)),
    arrow({ from: pageX, to: browserX, y: top + 24, style: 'arrow', label: 'calls' }),
    ...rows.map((row, place) => {
      const y = top + 30 + rowHeight * place
      if (!('hop' in row)) return gapRow(row, y)
      const { hop, index } = row
      const isLast = stop === -1 && index === hops.length - 1
      return hopRow(hop, {
        x: laneX(serverOf(hop.url)),
        y,
        unsent: stop !== -1 && index > stop,
        refused: isLast && isRefusal(hop),
      })
    }),
    ending(stop, hops, top + 30 + rowHeight * rows.length),
  ]
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(spoken(hops, stop))}">${parts.join('')}</svg>`
}

function serverOf(url: string): string {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\/([^/?#]*)/i.exec(url)?.[1] || 'server'
}

function pathOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]{0,30}:\/\/[^/?#]*/i, '') || '/'
}

function lane(x: number, name: string, height: number): string {
  const label = cutMiddle(name, 30)
  const half = Math.max(34, (label.length * characterWidth) / 2 + 10)
  return (
    `<line class="lane" x1="${x}" y1="${top - 8}" x2="${x}" y2="${height - margin}"/>` +
    `<rect class="box" x="${x - half}" y="8" width="${2 * half}" height="28" rx="6"/>` +
    `<text class="mono" x="${x}" y="26" text-anchor="middle">${escapeHtml(label)}</text>`
  )
}

interface Row {
  /** Of the server's lane. */
  readonly x: number
  readonly y: number
  readonly unsent: boolean
  /** Whether it is the last answer, and says no. */
  readonly refused: boolean
}

function hopRow(
  { kind, method, url, status, note, stopped }: ChainHop,
  { x, y, unsent, refused }: Row,
): string {
  const fits = Math.floor((x - browserX - 30) / characterWidth)
  const request = cutMiddle(`${method} ${pathOf(url)}`, fits)
  if (unsent && status === undefined)
    return `<text class="soft mono" x="${browserX + 14}" y="${y + 14}">${escapeHtml(cutMiddle(`${request} is not sent`, fits))}</text>`
  const said = [
    status === undefined ? 'no answer' : String(status),
    ...(note === undefined ? [] : [brief(note)]),
  ].join('  ')
  const back = y + 44
  const mark = stopped
    ? `<circle class="stop-disc" cx="${browserX}" cy="${back}" r="10"/><path class="stop" d="M${browserX - 4} ${back - 4}l8 8m0 -8l-8 8"/>`
    : refused
      ? `<circle class="refused-disc" cx="${browserX}" cy="${back}" r="10"/><text class="refused-text" x="${browserX}" y="${back + 5}" text-anchor="middle">!</text>`
      : ''
  return (
    arrow({
      from: browserX,
      to: x,
      y: y + 18,
      style: 'arrow',
      label: request,
      ...(kind !== 'call' && { kind }),
    }) +
    arrow({
      from: x,
      to: stopped || refused ? browserX + 12 : browserX,
      y: back,
      style: 'back',
      label: cutMiddle(said, fits),
    }) +
    mark
  )
}

function gapRow(row: LeftOut, y: number): string {
  return `<text class="soft" x="${browserX + 14}" y="${y + 32}">… ${leftOutWords(row)}</text>`
}

/** Where a redirect leads is the next arrow's to show; its host says enough here. */
function brief(note: string): string {
  const target = /^Location: (\S+)$/i.exec(note)?.[1]
  return target === undefined ? note : `to ${serverOf(target)}`
}

interface Arrow {
  readonly from: number
  readonly to: number
  readonly y: number
  readonly style: 'arrow' | 'back' | 'good' | 'refused'
  readonly label: string
  /** Beyond the arrow's head. */
  readonly kind?: string
}

function arrow({ from, to, y, style, label, kind }: Arrow): string {
  const direction = to > from ? 1 : -1
  const head = style === 'arrow' ? 'head' : `${style}-head`
  const left = Math.min(from, to) + 14
  const beyond =
    kind === undefined ? '' : `<text class="soft" x="${to + 8}" y="${y + 4}">${escapeHtml(kind)}</text>`
  return (
    `<path class="${style}" d="M${from} ${y}H${to - direction * 6}"/>` +
    `<path class="${head}" d="M${to} ${y}l${-direction * 8} -4.5v9z"/>` +
    `<text class="mono${style === 'back' ? ' soft' : ''}" x="${left}" y="${y - 6}">${escapeHtml(label)}</text>${beyond}`
  )
}

function ending(stop: number, hops: readonly ChainHop[], y: number): string {
  const last = hops.at(-1)
  if (stop === -1) {
    if (last?.status === undefined) return ''
    const style = isRefusal(last) ? 'refused' : 'good'
    return arrow({ from: browserX, to: pageX, y: y + 20, style, label: 'answer' })
  }
  return (
    `<path class="stop" d="M${browserX} ${y + 8}H${pageX + 12}" stroke-dasharray="3 4"/>` +
    `<path class="stop" d="M${pageX - 5} ${y + 3}l10 10m0 -10l-10 10"/>` +
    `<text class="stop-text" x="${browserX + 14}" y="${y + 13}">${stopText(hops[stop])}</text>`
  )
}

function stopText(hop: ChainHop | undefined): string {
  return hop?.kind === 'preflight'
    ? 'The browser stops here: the call itself is not sent.'
    : 'The browser stops here: the page gets nothing of this answer.'
}

function spoken(hops: readonly ChainHop[], stop: number): string {
  const steps = foldChain(hops).map((row) =>
    'hop' in row
      ? `${row.hop.method} ${row.hop.url}: ${row.hop.status ?? 'no answer'}`
      : `${leftOutWords(row)} requests`,
  )
  return `${steps.join('; ')}${stop === -1 ? '' : `; the browser stops at request ${stop + 1}`}`
}
