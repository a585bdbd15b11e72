import { inCidr, parseCidr } from '@clearway/rules/http'

/** Compiles the ranges of trusted proxies to a test of addresses. The configuration check lets only ranges through. */
export const compileTrust = (ranges: readonly string[]): ((address: string) => boolean) => {
  const cidrs = ranges.flatMap((range) => parseCidr(range) ?? [])
  return cidrs.length === 0 ? () => false : (address) => cidrs.some((cidr) => inCidr(cidr, address))
}
