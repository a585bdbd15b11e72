import type { InputKind, InputReport } from '../report.ts'
import { count } from './conclusion.ts'

const kindNames: Readonly<Record<InputKind, string>> = {
  har: 'HAR',
  saz: 'SAZ',
  netlog: 'NetLog',
  text: 'text',
  probe: 'probe',
  unknown: 'not recognised',
}

/** What an input is, in a few words: `HAR of WebInspector 537.36, 42 exchanges`. */
export function describeInput({ kind, writtenBy, exchanges, problems }: InputReport): string {
  if (kind === 'unknown' && problems.some(({ code }) => code === 'capture/unreadable')) return 'not read'
  const by = writtenBy === undefined ? '' : ` of ${writtenBy}`
  const sized = kind !== 'unknown' && (kind !== 'text' || exchanges > 0)
  return `${kindNames[kind]}${by}${sized ? `, ${count(exchanges, 'exchange')}` : ''}`
}

/** The name of an input, as people say it. */
export function inputName(name: string): string {
  return name === '-' ? 'standard input' : name
}
