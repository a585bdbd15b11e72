/** Mistakes as lines of an error's message: where, what, and what to write instead. */
export function listMistakes(
  mistakes: readonly { readonly path: string; readonly message: string; readonly fix: string }[],
): string {
  return mistakes
    .map(({ path, message, fix }) => `  ${path === '' ? '' : `${path}: `}${message}; ${fix}`)
    .join('\n')
}
