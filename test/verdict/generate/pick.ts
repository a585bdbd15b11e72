import fc, { type Arbitrary } from 'fast-check'

/** Draws values inside `fc.gen().map(…)`. */
export type Draw = <T>(pick: () => Arbitrary<T>) => T

/** One of the usual values four times in five, else one of the unusual. */
export const mostly =
  <T>(usual: readonly T[], unusual: readonly T[]) =>
  (): Arbitrary<T> =>
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: fc.constantFrom(...unusual) },
    )

/** One of the values. */
export const oneOf =
  <T>(values: readonly T[]) =>
  (): Arbitrary<T> =>
    fc.constantFrom(...values)

/** Up to `limit` of the values, in any order. */
export const some =
  <T>(values: readonly T[], limit: number) =>
  (): Arbitrary<T[]> =>
    fc
      .subarray([...values], { maxLength: limit })
      .chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }))
