import { constantFrom, oneof, shuffledSubarray, subarray, type Arbitrary } from 'fast-check'

/** Draws values inside `fc.gen().map(…)`. */
export type Draw = <T>(pick: () => Arbitrary<T>) => T

/** One of the usual values four times in five, else one of the unusual. */
export const mostly =
  <T>(usual: readonly T[], unusual: readonly T[]) =>
  (): Arbitrary<T> =>
    oneof(
      { weight: 4, arbitrary: constantFrom(...usual) },
      { weight: 1, arbitrary: constantFrom(...unusual) },
    )

/** One of the values. */
export const oneOf =
  <T>(values: readonly T[]) =>
  (): Arbitrary<T> =>
    constantFrom(...values)

/** Up to `limit` of the values, in any order. */
export const some =
  <T>(values: readonly T[], limit: number) =>
  (): Arbitrary<T[]> =>
    subarray([...values], { maxLength: limit }).chain((chosen) =>
      shuffledSubarray(chosen, { minLength: chosen.length }),
    )
