export { catalogue, isProblemCode, problemAreas, problemDocsPath, problemInfo } from './problems/catalogue.ts'
export type { ProblemArea, ProblemCode } from './problems/problem-code.ts'
export type { Fix, ProblemInfo, Stack } from './problems/problem-info.ts'
