/** Whether two ids or names are the same to Entra, which does not regard case. An absent one is no other's. */
export const isSameName = (one: string, other: string | undefined): boolean =>
  one === other || (one.length === other?.length && one.toLowerCase() === other.toLowerCase())
