import { isUtf8 } from 'node:buffer'
import { createGatheredElement } from './gathered-element.ts'
import {
  blank,
  closing,
  closingBrace,
  closingBracket,
  colon,
  comma,
  opening,
  openingBrace,
  quote,
  roles,
  scalar,
} from './json-bytes.ts'
import type { JsonFault, JsonFaultKind } from './json-fault.ts'
import { compilePaths, type PathNode } from './json-paths.ts'
import { createRestart, maxIndent } from './restart.ts'
import { createStringReader } from './string-reader.ts'

/** What to pick out of a JSON text, and within which bounds. */
export interface JsonElementsOptions {
  /** `log.entries[]`: each object or array in an array; `log.creator`: one object or array. */
  readonly paths: readonly string[]
  /** Takes what was picked, in the order of the text. */
  readonly onElement: (element: JsonElement) => void
  /** Takes what is wrong with the text. */
  readonly onFault: (fault: JsonFault) => void
  /** Members, by name and at any depth of an element, whose values are read as null. */
  readonly without?: readonly string[]
  /** Strings are cut to this length, in bytes as written. Default 16 kB. */
  readonly maxText?: number
  /** The bound of one element, in bytes as written, after the cuts. Default 8 MB. */
  readonly maxElement?: number
  /** How deep an element may nest. Default 200. */
  readonly maxDepth?: number
}

/** A value that was picked. */
export interface JsonElement {
  /** Which of the paths. */
  readonly path: string
  /** Its place in its array, from 0; counts on where the array occurs a second time. */
  readonly index: number
  /** Bytes from the start of the text to the value. */
  readonly offset: number
  /** As JSON.parse makes it: an object or an array. */
  readonly value: object
}

/** Takes a JSON text in pieces. */
export interface JsonElements {
  /** Takes the next piece; it may be used again after the call. */
  write(chunk: Uint8Array): void
  /** Says that there are no more. */
  end(): void
}

/** Brackets are matched down to here; below they are only counted. */
const matchedDepth = 1024
const maxDamages = 100
const noBytes: Buffer = Buffer.alloc(0)

/**
 * Picks elements out of a JSON text (RFC 8259) of any length, in the memory of one element.
 *
 * Does not check the text between elements beyond its brackets, strings and letters. Whatever is wrong is
 * told, and reading goes on where that can be done: of the first path the next element is found again. It
 * never throws.
 */
export function createJsonElements(options: JsonElementsOptions): JsonElements {
  const { paths, onElement, onFault, maxDepth = 200 } = options
  const root = compilePaths(paths)
  const without: ReadonlySet<string> = new Set(options.without)
  const longestWithout = Math.max(0, ...[...without].map((each) => each.length))
  const element = createGatheredElement(options.maxText ?? 16_384, options.maxElement ?? 8 * 1024 * 1024)
  const strings = createStringReader(element.string)
  const counts = new Map<string, number>()
  const seen = new Set<PathNode>()
  const restart = createRestart()

  let state: 'reading' | 'lost' | 'ended' | 'ended-badly' | 'stopped' = 'reading'
  let chunk = noBytes
  let at = 0
  /** Where the chunk begins in the text. */
  let base = 0
  /** The last bytes before the chunk. */
  let tail = noBytes

  let depth = 0
  const closers = new Uint8Array(matchedDepth + 1)
  /** The containers on the way to what is looked for, by depth; the first is the text itself. */
  let nodes: PathNode[] = [root]
  /** The way to the elements of the first path, once it is known. */
  let home: { readonly nodes: readonly PathNode[]; readonly closers: Uint8Array } | undefined
  /** The depth of a container in which nothing is looked for; 0: none. */
  let skipped = 0
  /** The depth of the element that is gathered; 0: none. */
  let gathered = 0
  let elementOffset = 0
  let tooDeep = false
  /** The depth of the object of which a member is left out; 0: none. */
  let leavingOut = 0
  let memberName = ''
  let afterColon = false

  /** An element of the first path was read, and no comma behind it yet. */
  let uncounted = false
  let damages = 0
  let lostAt = 0
  let badUtf8 = false

  const isReading = (): boolean => state === 'reading'
  const isOver = (): boolean => state === 'stopped' || state === 'ended-badly'

  const countOf = (path: string): number => counts.get(path) ?? 0
  const count = (path: string): void => {
    counts.set(path, countOf(path) + 1)
    uncounted = false
  }
  const gatheredPath = (): string => nodes[gathered]!.wanted!
  const fault = (kind: JsonFaultKind, offset: number): void => {
    const path = gathered > 0 ? gatheredPath() : undefined
    onFault({ kind, offset, ...(path !== undefined && { path, index: countOf(path) }) })
  }
  const bytesBefore = (place: number, count: number): Buffer => {
    if (count === 0) return noBytes
    return Buffer.concat([tail, chunk.subarray(Math.max(0, place - count), place)]).subarray(-count)
  }

  const lose = (): void => {
    lostAt = base + at
    fault('damaged', lostAt)
    // The array's next element has the next number, whether this one was lost inside or between two.
    if (gathered > 0) count(gatheredPath())
    element.abandon()
    gathered = skipped = leavingOut = 0
    afterColon = false
    strings.abandon()
    state = ++damages < maxDamages && restart.known ? 'lost' : 'stopped'
    tail = bytesBefore(at, restart.reach)
  }

  /** Goes on at the next element of the first path, if one can be made out. */
  const search = (): void => {
    const before = tail.subarray(Math.max(0, tail.length - restart.reach))
    base += at - before.length
    chunk = Buffer.concat([before, chunk.subarray(at)])
    tail = noBytes
    const found = restart.find(chunk)
    at = found < 0 ? chunk.length : found
    if (found < 0 || !home) return
    state = 'reading'
    if (uncounted) count(paths[0]!)
    nodes = [...home.nodes]
    depth = nodes.length - 1
    closers.set(home.closers)
  }

  const open = (): void => {
    const inObject = depth > 0 && depth <= matchedDepth && closers[depth] === closingBrace
    if (inObject && !afterColon) return lose()
    afterColon = false
    const isObject = chunk[at] === openingBrace
    depth++
    if (depth <= matchedDepth) closers[depth] = isObject ? closingBrace : closingBracket
    if (gathered > 0) tooDeep ||= depth - gathered >= maxDepth
    else if (skipped === 0) enter(inObject)
    at++
  }

  const enter = (fromObject: boolean): void => {
    const above = nodes[depth - 1]!
    const node = depth === 1 ? root : fromObject ? above.members.get(memberName) : above.elements
    if (!node) skipped = depth
    else {
      nodes[depth] = node
      nodes.length = depth + 1
      if (node.wanted !== undefined) begin(node.wanted)
      else if (node.elements?.wanted !== undefined) {
        if (seen.has(node)) {
          fault('repeated', base + at)
          if (uncounted) count(paths[0]!)
        }
        seen.add(node)
      }
    }
  }

  const begin = (path: string): void => {
    gathered = depth
    elementOffset = base + at
    tooDeep = false
    element.begin(at)
    if (path !== paths[0] || home) return
    home = { nodes: nodes.slice(0, depth), closers: closers.slice(0, depth) }
    restart.learnIndent(bytesBefore(at, maxIndent))
  }

  const close = (): void => {
    if (depth === 0 || (depth <= matchedDepth && closers[depth] !== chunk[at])) return lose()
    if (leavingOut === depth) takeUp()
    at++
    if (gathered === depth) finish()
    if (skipped === depth) skipped = 0
    depth--
    afterColon = false
    if (depth === 0) state = 'ended'
  }

  const finish = (): void => {
    const bytes = element.finish(chunk, at)
    const path = gatheredPath()
    const value = tooDeep ? 'too-deep' : bytes === undefined ? 'too-large' : parse(bytes)
    if (typeof value === 'string') fault(value, elementOffset)
    else onElement({ path, index: countOf(path), offset: elementOffset, value })
    uncounted = path === paths[0]
    gathered = 0
  }

  const parse = (bytes: Buffer): object | 'not-json' => {
    if (!badUtf8 && !isUtf8(bytes)) {
      badUtf8 = true
      fault('not-utf8', elementOffset)
    }
    try {
      return JSON.parse(bytes.toString('utf8')) as object
    } catch {
      return 'not-json'
    }
  }

  const separate = (): void => {
    if (leavingOut === depth) takeUp()
    afterColon = false
    if (gathered === 0 && skipped === 0) {
      const path = nodes[depth]?.elements?.wanted
      if (path !== undefined) count(path)
    }
    at++
  }

  const takeUp = (): void => {
    leavingOut = 0
    element.takeUp(at)
  }

  /** A colon: the last string was a name. */
  const nameMember = (): void => {
    afterColon = true
    at++
    if (gathered === 0) {
      if (skipped === 0) memberName = strings.last(chunk)
      return
    }
    if (!restart.known && depth === home?.nodes.length) restart.learnName(strings.last(chunk))
    if (leavingOut > 0 || strings.length > longestWithout || !without.has(strings.last(chunk))) return
    leavingOut = depth
    element.leaveOut(chunk, at)
  }

  const readStructure = (): void => {
    while (at < chunk.length && isReading()) {
      switch (roles[chunk[at]!]) {
        case blank:
        case scalar:
          at++
          break
        case quote:
          at++
          strings.begin(at)
          return
        case comma:
          separate()
          break
        case colon:
          nameMember()
          break
        case opening:
          open()
          break
        case closing:
          close()
          break
        default:
          // A byte order mark.
          if (depth === 0 && base + at < 3 && chunk[at]! >= 0xbb) at++
          else lose()
      }
    }
  }

  const readString = (): void => {
    const stopped = strings.read(chunk)
    at = stopped < 0 ? ~stopped : stopped
    if (stopped < 0) lose()
    // Over the closing quote.
    else if (!strings.isInside) at++
  }

  const readTrailing = (): void => {
    while (at < chunk.length && roles[chunk[at]!] === blank) at++
    if (at === chunk.length) return
    fault('trailing', base + at)
    state = 'ended-badly'
  }

  const endChunk = (): void => {
    element.endChunk(chunk)
    strings.endChunk(chunk)
    tail = bytesBefore(chunk.length, maxIndent)
    base += chunk.length
  }

  return {
    write(bytes) {
      chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      at = 0
      while (at < chunk.length && !isOver()) {
        if (state === 'lost') search()
        else if (state === 'ended') readTrailing()
        else if (strings.isInside) readString()
        else readStructure()
      }
      endChunk()
    },
    end() {
      if (state === 'lost' || state === 'stopped') fault('given-up', lostAt)
      if (state === 'reading') fault('truncated', gathered > 0 ? elementOffset : base)
    },
  }
}
