/** What a request may present that was issued before. */
export interface Issued {
  readonly code: string
  readonly refreshToken: string
  readonly accessToken: string
  readonly deviceCode: string
  readonly userCode: string
  /** Of Ada's session. */
  readonly cookie: string
}
