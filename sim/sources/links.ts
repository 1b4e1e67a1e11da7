import * as L from "../kernel/layout.ts"
import { type Key, threefry, uniform } from "../random.ts"
import type { Source, World } from "../world.ts"
import { nameHash } from "./noise.ts"

/** In a source's links: no record is joined to the customer. */
export const NO_RECORD = -1

/**
 * Whose record a source shows for each customer, by number: the customer's own, by a false merge another's, or none, where the source
 * does not cover the person or the record was not matched. Fixed for a (source, customer): the luck of coverage and of matching
 * belongs to the source's name.
 */
export function linksOf({ customers }: World, { name, coverage, match, falseMerge }: Source, key: Key): Int32Array {
  const source = nameHash(name)
  const words = new Uint32Array(4)
  const covers = (n: number) => {
    if (coverage >= 1) return true
    threefry(key, n, source, 0, L.DRAW_COVERAGE, words)
    return uniform(words[0] as number) < coverage
  }
  return Int32Array.from({ length: customers }, (_, n) => {
    let record = n
    if (match < 1 || falseMerge > 0) {
      threefry(key, n, source, 0, L.DRAW_MATCH, words)
      if (uniform(words[0] as number) >= match) return NO_RECORD
      if (uniform(words[1] as number) < falseMerge && customers > 1) record = (n + 1 + Math.floor(uniform(words[2] as number) * (customers - 1))) % customers
    }
    return covers(record) ? record : NO_RECORD
  })
}
