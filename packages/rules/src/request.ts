export { classifyRequest } from './request/classify.ts'
export type { Classification, ClassifiableRequest, RequestKind } from './request/request-kind.ts'
