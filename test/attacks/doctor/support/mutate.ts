import * as fc from 'fast-check'

type Mutation = (bytes: Buffer) => Buffer

const place = fc.double({ min: 0, max: 1, noNaN: true })
const indexIn = (bytes: Buffer, share: number): number => Math.floor(share * bytes.length)
/** Pieces from one byte to a third of the whole. */
const piece = fc.tuple(place, place).map(([start, size]) => (bytes: Buffer): readonly [number, number] => {
  const from = indexIn(bytes, start)
  return [from, from + 1 + Math.floor((size ** 4 * bytes.length) / 3)]
})

const flipBit = fc.tuple(place, fc.nat(7)).map(([share, bit]): Mutation => (bytes) => {
  const flipped = Buffer.from(bytes)
  const at = indexIn(bytes, share)
  flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
  return flipped
})
const cutEnd = place.map(
  (share): Mutation =>
    (bytes) =>
      bytes.subarray(0, indexIn(bytes, share)),
)
const cutOut = piece.map((of): Mutation => (bytes) => {
  const [from, to] = of(bytes)
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
})
const repeat = fc.tuple(piece, fc.integer({ min: 2, max: 5 })).map(([of, times]): Mutation => (bytes) => {
  const [from, to] = of(bytes)
  const again = Array.from({ length: times }, () => bytes.subarray(from, to))
  return Buffer.concat([bytes.subarray(0, from), ...again, bytes.subarray(to)])
})
const swap = fc.tuple(piece, piece).map(([one, other]): Mutation => (bytes) => {
  const [a, b] = [one(bytes), other(bytes)].toSorted(([x], [y]) => x - y) as [
    [number, number],
    [number, number],
  ]
  const end = Math.min(a[1], b[0])
  const parts = [[0, a[0]], b, [end, b[0]], [a[0], end], [b[1], bytes.length]]
  return Buffer.concat(parts.map(([from, to]) => bytes.subarray(from, to)))
})
const overwrite = fc
  .tuple(
    place,
    fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 16 }),
      fc.constantFrom(
        ...['"', '\\', '{', '[', '}', '\0', '\n', 'ÿÿÿÿ', '1e999', '\u001B[2J'].map((text) =>
          Buffer.from(text, 'latin1'),
        ),
      ),
    ),
  )
  .map(([share, written]): Mutation => (bytes) => {
    const over = Buffer.from(bytes)
    over.set(
      Buffer.from(written).subarray(0, Math.max(0, bytes.length - indexIn(bytes, share))),
      indexIn(bytes, share),
    )
    return over
  })

/** A few damages, one after the other. */
export const mutations: fc.Arbitrary<Mutation> = fc
  .array(fc.oneof(flipBit, cutEnd, cutOut, repeat, swap, overwrite), { minLength: 1, maxLength: 6 })
  .map((each) => (bytes) => each.reduce((damaged, mutation) => mutation(damaged), bytes))
