import { type Dict, isDict } from "./dict.ts"
import { isSequence } from "./sequence.ts"
import { isSimplex } from "./simplex.ts"
import type { Space } from "./space.ts"
import { isTuple } from "./tuple.ts"

/** The element nearest to nothing: zeros where bounds let them be, the first category, equal shares, no parts. */
export function zero<T>(space: Space<T>): T {
  if (isDict(space)) return Object.fromEntries(Object.entries((space as Dict).spaces).map(([name, part]) => [name, zero(part)])) as T
  if (isTuple(space)) return space.spaces.map((part) => zero(part)) as T
  if (isSequence(space)) return space.fromJson([]) as T
  const { low, high } = space.bounds()
  if (isSimplex(space)) return low.fill(1 / space.n) as T
  return space.unflatten(low.map((l, k) => Math.min(high[k] as number, Math.max(l, 0))))
}
