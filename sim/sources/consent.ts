import { families, type Source } from "../world.ts"

/** The bit of a customer's consent that a source needs before it may tell of the customer; 0 where it needs none. */
export function bitOf({ consent }: Source): number {
  return consent === "none" ? 0 : 1 << families.indexOf(consent)
}
