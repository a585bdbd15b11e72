/** How a sentence about a word that is not known ends: with the known one that was meant, where one is near. */
export const nearestWord = async (
  written: string,
  known: Iterable<string>,
  prefix: '' | '--' = '',
): Promise<string> => {
  // Loaded here alone: help and ordinary calls need none of it.
  const { didYouMean } = await import('@clearway/yaml')
  const word = didYouMean(written, known)
  return word === undefined ? '' : `: did you mean ${prefix}${word}?`
}
