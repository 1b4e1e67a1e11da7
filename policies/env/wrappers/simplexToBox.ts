import * as math from "../../../sim/math.ts"
import type { Env } from "../env.ts"
import { box } from "../spaces/box.ts"
import { normalise } from "../spaces/simplex.ts"
import { simplexOf } from "./simplexOf.ts"
import { transformAction } from "./transformAction.ts"

/**
 * Takes a number from −1 to 1 for each share and divides by their softmax, share ∝ exp(reach · a).
 * @param reach the largest share is at most exp(2 · reach) times the smallest: 22,026 times with 5
 * @throws RangeError where the action space is no Simplex of one row
 */
export function simplexToBox<Obs>(env: Env<Obs, Float64Array>, reach = 5): Env<Obs, Float64Array> {
  const { n } = simplexOf("simplexToBox", env.actionSpace)
  if (!(reach > 0 && reach <= 300)) throw new RangeError(`simplexToBox: reach: expected a number above 0 and at most 300; found ${reach}`)
  return transformAction(env, (action) => softmax(action.map((a) => reach * a)), box(-1, 1, { shape: [n] }))
}

/** Shares in proportion to exp(x). */
export function softmax(x: Float64Array): Float64Array {
  const most = x.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return normalise(x.map((v) => math.exp(v - most)))
}
