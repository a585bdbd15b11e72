/** How many times the usual number of random cases are tried: `CLEARWAY_FUZZ=20 npx vitest run test/attacks/doctor`. */
const times = Number(process.env['CLEARWAY_FUZZ'] ?? '1')

export const runs = (usual: number): { readonly numRuns: number } => ({ numRuns: Math.ceil(usual * times) })
/** Vitest's own limit grows with the number of runs. */
export const timeout: number = 60_000 * Math.max(1, times)
