import { isSimplex, type Simplex } from "../spaces/simplex.ts"
import type { Space } from "../spaces/space.ts"

/** The Simplex of one row that a wrapper needs. @throws RangeError for another space */
export function simplexOf(wrapper: string, space: Space): Simplex {
  if (!isSimplex(space) || space.rows !== 1) throw new RangeError(`${wrapper}: expected a simplex of one row as action space; found ${space.kind}`)
  return space
}
