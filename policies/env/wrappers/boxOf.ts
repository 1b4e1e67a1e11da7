import { type Box, isBox } from "../spaces/box.ts"
import type { Space } from "../spaces/space.ts"

/** The Box that a wrapper needs. @throws RangeError for another space */
export function boxOf(wrapper: string, space: Space): Box {
  if (!isBox(space)) throw new RangeError(`${wrapper}: expected a box; found ${space.kind}`)
  return space
}
